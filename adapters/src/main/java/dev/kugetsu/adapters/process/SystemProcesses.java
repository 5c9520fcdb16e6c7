package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The processes of the system that we run on. One of these for each of our processes is enough, and shares
/// what it takes to be told of turns.
public final class SystemProcesses implements Processes {

    private static final Path PROCFS = Path.of("/proc");

    private final ProcessTable table;
    private final Ending ending;
    private final Lookouts lookouts;

    SystemProcesses(ProcessTable table) {
        this(table, Attention.TOLD);
    }

    private SystemProcesses(ProcessTable table, Attention attention) {
        this.table = new SharedTable(table);
        this.ending = new Ending(this.table);
        this.lookouts = new Lookouts(attention);
    }

    /// Reads the process table in the way that this system has.
    ///
    /// @throws UncheckedIOException when it has none that we know
    public static SystemProcesses detect() {
        return detect(Attention.TOLD);
    }

    /// The same, and says how turns are to be followed.
    public static SystemProcesses detect(Attention attention) {
        try {
            return new SystemProcesses(
                    Files.exists(PROCFS.resolve("self/stat")) ? new ProcfsTable(PROCFS) : PsTable.ofDarwin(),
                    attention);
        } catch (IOException e) {
            throw new UncheckedIOException("this system shows its processes neither under /proc nor as macOS does", e);
        }
    }

    @Override
    public ProcessIdentity current() {
        return table.current();
    }

    @Override
    public Liveness probe(ProcessIdentity process) {
        return table.probe(process);
    }

    @Override
    public Optional<ProcessIdentity> findCaller() {
        return findCaller(current().pid());
    }

    @Override
    public Optional<ProcessIdentity> findCaller(long pid) {
        return new CallerSearch(table).search(pid);
    }

    @Override
    public Optional<ProcessIdentity> findPeer(InetSocketAddress peer, int port) {
        long ourselves = ProcessHandle.current().pid();
        return new ProcfsSockets(PROCFS)
                .findOwner(peer, port)
                .filter(pid -> pid != ourselves)
                .flatMap(this::find);
    }

    @Override
    public List<ProcessIdentity> listLineage(ProcessIdentity process) {
        return new CallerSearch(table).lineage(process);
    }

    @Override
    public Optional<ProcessIdentity> find(long pid) {
        return table.ancestor(pid).map(Ancestor::identity);
    }

    @Override
    public Map<String, List<ProcessIdentity>> listMarked() {
        Map<String, List<ProcessIdentity>> marked = new HashMap<>();
        for (ProcessEntry entry : table.snapshot()) {
            entry.turn()
                    .ifPresent(turn -> marked.computeIfAbsent(turn, id -> new ArrayList<>())
                            .add(entry.identity()));
        }
        marked.replaceAll((turn, processes) -> List.copyOf(processes));
        return Map.copyOf(marked);
    }

    @Override
    public void endMarked(String turnId, Duration grace) throws InterruptedException {
        ending.end(TurnFamily.marked(turnId), grace);
    }

    ProcessTable table() {
        return table;
    }

    Lookouts lookouts() {
        return lookouts;
    }
}
