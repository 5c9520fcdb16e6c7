package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.ProcessIdentity;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// A process table of which callers who ask at the same time share one snapshot: when many turns end together,
/// each would otherwise read every process of the system.
final class SharedTable implements ProcessTable {

    private final ProcessTable table;
    private final AtomicLong begun = new AtomicLong();
    private long lastNumber;
    private List<ProcessEntry> last = List.of();

    SharedTable(ProcessTable table) {
        this.table = table;
    }

    @Override
    public WrapperDialect dialect() {
        return table.dialect();
    }

    @Override
    public String origin() {
        return table.origin();
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
    public Optional<Ancestor> ancestor(long pid) {
        return table.ancestor(pid);
    }

    /// Never one that was begun before the call.
    @Override
    public List<ProcessEntry> snapshot() {
        return snapshot(begun.get() + 1);
    }

    private synchronized List<ProcessEntry> snapshot(long earliest) {
        if (lastNumber < earliest) {
            long number = begun.incrementAndGet();
            last = List.copyOf(table.snapshot());
            lastNumber = number;
        }
        return last;
    }
}
