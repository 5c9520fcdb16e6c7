package dev.kugetsu.adapters.opencode;

import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.HarnessException.Kind;
import dev.kugetsu.adapters.process.ChildEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.zeroturnaround.exec.ProcessExecutor;
import org.zeroturnaround.exec.stop.ProcessStopper;

/// Runs opencode's short commands to their end, each within a deadline because any of them can hang.
///
/// opencode 1.18: what a command prints into a pipe is cut off after 64 KiB when the reader is slower than its
/// exit, so a shell sends its output to a file.
final class OpencodeCommands {

    private static final String TO_FILES = "out=$1; err=$2; shift 2; exec \"$@\" >\"$out\" 2>\"$err\" </dev/null";
    private static final ProcessStopper WHOLE_TREE = process -> {
        List<ProcessHandle> tree = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        tree.forEach(ProcessHandle::destroyForcibly);
    };

    private final OpencodeOptions options;
    private final OpencodeProgram program;

    OpencodeCommands(OpencodeOptions options) {
        this.options = options;
        this.program = new OpencodeProgram(options);
    }

    /// The program that is run.
    Path program() throws HarnessException {
        return program.locate();
    }

    /// What a command has left.
    ///
    /// @param stderr without colours
    record Answer(int exitCode, String stdout, String stderr) {}

    /// Runs a command that must succeed, and returns what it printed.
    ///
    /// @throws HarnessException `FAILED` with what it said, also when it takes too long
    String get(Path directory, String... arguments) throws HarnessException {
        Answer answer = run(directory, arguments);
        if (answer.exitCode() != 0) {
            throw failed(arguments, "ended with exit code " + answer.exitCode() + ": " + answer.stderr());
        }
        return answer.stdout();
    }

    /// Runs a command to whatever end.
    Answer run(Path directory, String... arguments) throws HarnessException {
        try (Scratch scratch = Scratch.create(scratchFolder())) {
            int exitCode = execute(scratch, directory, arguments);
            return new Answer(exitCode, Files.readString(scratch.stdout()), stderr(scratch));
        } catch (IOException e) {
            throw failed(arguments, "could not be run: " + e, e);
        }
    }

    /// Runs a command whose output is too large for memory; the target is written only when the command succeeds.
    Answer runInto(Path target, Path directory, String... arguments) throws HarnessException {
        try (Scratch scratch = Scratch.create(scratchFolder())) {
            int exitCode = execute(scratch, directory, arguments);
            if (exitCode == 0) {
                Files.move(scratch.stdout(), target, StandardCopyOption.REPLACE_EXISTING);
            }
            return new Answer(exitCode, "", stderr(scratch));
        } catch (IOException e) {
            throw failed(arguments, "could not be run: " + e, e);
        }
    }

    private int execute(Scratch scratch, Path directory, String... arguments) throws HarnessException, IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", TO_FILES, "sh"));
        command.add(scratch.stdout().toString());
        command.add(scratch.stderr().toString());
        command.add(program.locate().toString());
        command.addAll(List.of(arguments));
        try {
            return new ProcessExecutor(command)
                    .directory(directory.toFile())
                    .environment(environment(scratch, directory))
                    .stopper(WHOLE_TREE)
                    .timeout(options.commandDeadline().toMillis(), TimeUnit.MILLISECONDS)
                    .execute()
                    .getExitValue();
        } catch (TimeoutException e) {
            String silent = "did not end within " + options.commandDeadline().toSeconds() + " s and was killed: ";
            throw failed(arguments, silent + stderr(scratch), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(arguments, "was interrupted", e);
        }
    }

    private Map<String, @Nullable String> environment(Scratch scratch, Path directory) {
        Map<String, String> additions = new HashMap<>(options.passing());
        additions.putAll(TurnEnvironment.QUIET);
        additions.put("PWD", directory.toString());
        additions.put("TMPDIR", scratch.temporary().toString());
        return ChildEnvironment.changes(additions);
    }

    private Path scratchFolder() {
        return options.stateDirectory().resolve("tmp");
    }

    private static String stderr(Scratch scratch) throws IOException {
        return Files.exists(scratch.stderr()) ? OpencodeLog.plain(Files.readString(scratch.stderr())) : "";
    }

    private static HarnessException failed(String[] arguments, String what) {
        return new HarnessException(Kind.FAILED, name(arguments) + " " + what);
    }

    private static HarnessException failed(String[] arguments, String what, Exception cause) {
        return new HarnessException(Kind.FAILED, name(arguments) + " " + what, cause);
    }

    private static String name(String[] arguments) {
        return "`opencode " + String.join(" ", arguments) + "`";
    }
}
