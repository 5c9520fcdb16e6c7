package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.TurnHandle;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Starts the shell script that runs a command in a process session of its own and outlives us.
final class Wrapper {

    /// How long the wrapper waits between SIGTERM and SIGKILL when it ends a turn without us.
    static final Duration GRACE = Duration.ofSeconds(5);

    private static final Duration CLAIM_LIMIT = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofDays(10_000);
    private static final FileAttribute<?> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    static final FileAttribute<?> PRIVATE_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final ProcessTable table;
    private final ShellScript script = ShellScript.beside(Wrapper.class, "wrapper.sh");

    Wrapper(ProcessTable table) {
        this.table = table;
    }

    /// Returns when the wrapper has claimed the launch, so that it is found again whatever happens to us.
    ///
    /// @throws HarnessException when the command was not and never will be started
    TurnHandle start(Launch launch) throws HarnessException {
        TurnRecords records = new TurnRecords(launch.folder());
        Process process;
        try {
            prepare(launch);
            process = builder(launch).start();
        } catch (IOException e) {
            throw new HarnessException(HarnessException.Kind.FAILED, message(launch, e.toString()), e);
        }
        if (!isDecided(process, records)) {
            records.callOff();
        }
        return records.findLaunch()
                .filter(handle -> handle.process().pid() == process.pid())
                .orElseThrow(() -> new HarnessException(HarnessException.Kind.FAILED, message(launch, whyNot(launch))));
    }

    private static void prepare(Launch launch) throws IOException {
        if (!Files.isDirectory(launch.directory())) {
            throw new NoSuchFileException(launch.directory().toString(), null, "no such folder to work in");
        }
        for (Path file : List.of(launch.stdout(), launch.stderr())) {
            if (!Files.exists(file)) {
                Files.createFile(file, PRIVATE_FILE);
            }
        }
        if (!Files.isDirectory(launch.folder().temporary())) {
            Files.createDirectory(launch.folder().temporary(), PRIVATE_FOLDER);
        }
    }

    private ProcessBuilder builder(Launch launch) {
        List<String> command = new ArrayList<>(table.dialect().newSession());
        command.addAll(List.of("sh", "-c", script.text(), "kugetsu-turn"));
        command.add(table.dialect().word());
        command.add(table.origin());
        command.add(launch.folder().path().toString());
        command.add(launch.turnId());
        command.add(launch.stdin().toString());
        command.add(launch.folder().temporary().toString());
        command.add(seconds(launch.deadline()));
        command.add(DeadlineWatch.turnDetail(launch.deadline()));
        command.add(Long.toString(GRACE.toMillis() / 100));
        command.addAll(launch.command());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(launch.directory().toFile())
                .redirectInput(Redirect.from(Launch.NO_INPUT.toFile()))
                .redirectOutput(Redirect.appendTo(launch.stdout().toFile()))
                .redirectError(Redirect.appendTo(launch.stderr().toFile()));
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(ChildEnvironment.with(launch.environment()));
        environment.put("PWD", launch.directory().toString());
        environment.put("TMPDIR", launch.folder().temporary().toString());
        environment.put(ProcessEntry.WRAPPER_MARKER, launch.turnId());
        return builder;
    }

    /// Returns whether the launch is decided; when it is not, because it takes too long or because we are
    /// interrupted, the caller decides it.
    private static boolean isDecided(Process process, TurnRecords records) {
        long limit = System.nanoTime() + CLAIM_LIMIT.toNanos();
        try {
            while (System.nanoTime() < limit) {
                if (records.findLaunch().isPresent() || process.waitFor(2, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private static String whyNot(Launch launch) {
        Optional<TurnHandle> other = new TurnRecords(launch.folder()).findLaunch();
        if (other.isPresent()) {
            return "it has been launched before, as process " + other.get().process();
        }
        if (Files.exists(launch.folder().started())) {
            return "its launch was called off";
        }
        String said = Tail.of(launch.stderr());
        return "its wrapper could not write to " + launch.folder().path() + "; is the disk full or read-only?"
                + (said.isEmpty() ? "" : " It said: " + said);
    }

    private static String message(Launch launch, String reason) {
        return "turn " + launch.turnId() + " could not be started: " + reason;
    }

    /// For `sleep`: GNU, BusyBox and macOS take fractions.
    private static String seconds(Duration duration) {
        Duration shortened = duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
        return BigDecimal.valueOf(shortened.toMillis(), 3)
                .max(new BigDecimal("0.001"))
                .toPlainString();
    }
}
