package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zeroturnaround.exec.ProcessExecutor;
import org.zeroturnaround.exec.ProcessResult;

/// The process table as `ps` prints it, for systems without `/proc`.
///
/// The start of a process is known to the second only, and its process group stands for its process session:
/// the wrapper leads both. A marker is seen when it is printed last among arguments and environment.
final class PsTable implements ProcessTable {

    private static final List<String> COLUMNS = List.of("-o", "pid=,ppid=,pgid=,stat=,lstart=,command=");
    private static final Map<String, String> SAME_WORDS_EVERYWHERE = Map.of("LC_ALL", "C", "TZ", "UTC0");
    private static final int SECONDS = 30;

    private final List<String> all;
    private final String bootId;

    /// @param all the options that select every process with its environment: `-AEww` on macOS, `axeww` on
    ///   Linux
    PsTable(List<String> all, String bootId) {
        this.all = all;
        this.bootId = bootId;
    }

    /// The table of macOS.
    ///
    /// @throws IOException when this system does not name its boot
    static PsTable ofDarwin() throws IOException {
        ProcessResult boot = execute(List.of("sysctl", "-n", "kern.bootsessionuuid"));
        if (boot.getExitValue() != 0 || boot.outputUTF8().isBlank()) {
            throw new IOException("sysctl does not know kern.bootsessionuuid: "
                    + boot.outputUTF8().strip());
        }
        return new PsTable(List.of("-AEww"), boot.outputUTF8().strip());
    }

    @Override
    public WrapperDialect dialect() {
        return WrapperDialect.PS;
    }

    @Override
    public String origin() {
        return bootId;
    }

    @Override
    public ProcessIdentity current() {
        try {
            return list(List.of("-p", Long.toString(ProcessHandle.current().pid())))
                    .getFirst()
                    .identity();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot find our own process", e);
        }
    }

    @Override
    public Liveness probe(ProcessIdentity process) {
        if (!process.bootId().equals(bootId)) {
            return Liveness.DEAD;
        }
        try {
            List<ProcessEntry> found = list(List.of("-p", Long.toString(process.pid())));
            return found.stream().anyMatch(entry -> entry.identity().equals(process)) ? Liveness.ALIVE : Liveness.DEAD;
        } catch (IOException e) {
            return Liveness.UNKNOWN;
        }
    }

    @Override
    public List<ProcessEntry> snapshot() {
        try {
            return list(all);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the processes", e);
        }
    }

    /// The terminal is not asked for.
    @Override
    public Optional<Ancestor> ancestor(long pid) {
        try {
            return lines(List.of("-p", Long.toString(pid))).stream()
                    .findFirst()
                    .map(line -> new Ancestor(identity(line), line.parent(), 0, line.program()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private List<ProcessEntry> list(List<String> selection) throws IOException {
        return lines(selection).stream().map(this::entry).toList();
    }

    private List<PsLine> lines(List<String> selection) throws IOException {
        List<String> command = new ArrayList<>(List.of("ps"));
        command.addAll(selection);
        command.addAll(COLUMNS);
        ProcessResult result = execute(command);
        if (result.getExitValue() != 0 && !result.outputUTF8().isBlank()) {
            throw new IOException("ps failed with " + result.getExitValue() + ": "
                    + result.outputUTF8().strip());
        }
        return result.outputUTF8()
                .lines()
                .flatMap(line -> PsLine.parse(line).filter(PsLine::isAlive).stream())
                .toList();
    }

    private ProcessIdentity identity(PsLine line) {
        return new ProcessIdentity(line.pid(), line.startedAt(), bootId);
    }

    private ProcessEntry entry(PsLine line) {
        return new ProcessEntry(
                identity(line),
                line.parent(),
                line.group(),
                lastValue(line.command(), Processes.TURN_MARKER),
                lastValue(line.command(), ProcessEntry.WRAPPER_MARKER));
    }

    /// The last, because a script among the arguments may speak of the marker too; no turn's id holds a blank.
    private static Optional<String> lastValue(String command, String name) {
        String start = ' ' + name + '=';
        int found = command.lastIndexOf(start);
        if (found < 0) {
            return Optional.empty();
        }
        String rest = command.substring(found + start.length());
        int blank = rest.indexOf(' ');
        return Optional.of(blank < 0 ? rest : rest.substring(0, blank));
    }

    private static ProcessResult execute(List<String> command) throws IOException {
        try {
            return new ProcessExecutor(command)
                    .environment(SAME_WORDS_EVERYWHERE)
                    .readOutput(true)
                    .timeout(SECONDS, TimeUnit.SECONDS)
                    .execute();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + command.getFirst() + " ran", e);
        } catch (TimeoutException e) {
            throw new IOException(command.getFirst() + " did not answer within " + SECONDS + " s", e);
        }
    }
}
