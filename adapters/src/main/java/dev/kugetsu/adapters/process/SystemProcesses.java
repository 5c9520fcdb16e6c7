package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The processes of the system that we run on.
public final class SystemProcesses implements Processes {

    private final ProcessTable table;
    private final Ending ending;

    SystemProcesses(ProcessTable table) {
        this.table = table;
        this.ending = new Ending(table);
    }

    /// Reads the process table in the way that this system has.
    public static SystemProcesses detect() {
        try {
            return new SystemProcesses(new ProcfsTable(Path.of("/proc")));
        } catch (IOException e) {
            throw new UncheckedIOException("no process table under /proc", e);
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
        ending.end(new TurnFamily(turnId, Optional.empty()), grace);
    }

    ProcessTable table() {
        return table;
    }
}
