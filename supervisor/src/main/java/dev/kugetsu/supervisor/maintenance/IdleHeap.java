package dev.kugetsu.supervisor.maintenance;

import dev.kugetsu.supervisor.store.Store;
import java.util.function.LongSupplier;

/// Gives memory back that a busy time has taken. The collector of a small process shrinks its heap in full collections
/// only, and when all is quiet it sees no reason for one. Not thread-safe.
final class IdleHeap {

    /// What an idle daemon needs for itself, in bytes.
    private static final long ENOUGH = 48L << 20;

    private final LongSupplier size;
    private final Runnable collection;
    private long lastSeen = -1;
    private boolean isRelieved;

    /// @param size of the heap in bytes, with what is free in it
    /// @param collection collects all that nobody needs
    IdleHeap(LongSupplier size, Runnable collection) {
        this.size = size;
        this.collection = collection;
    }

    /// That of this process.
    static IdleHeap ofProcess() {
        return new IdleHeap(Runtime.getRuntime()::totalMemory, System::gc);
    }

    /// Does so once, when nothing has been written since it was last asked.
    void relieve(Store store) {
        long written = store.read(handle -> handle.createQuery("SELECT coalesce(sum(seq), 0) FROM sqlite_sequence")
                .mapTo(Long.class)
                .one());
        boolean isQuiet = written == lastSeen;
        lastSeen = written;
        if (!isQuiet) {
            isRelieved = false;
        } else if (!isRelieved && size.getAsLong() > ENOUGH) {
            isRelieved = true;
            collection.run();
        }
    }
}
