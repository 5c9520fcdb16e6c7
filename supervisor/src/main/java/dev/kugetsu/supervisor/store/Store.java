package dev.kugetsu.supervisor.store;

import dev.kugetsu.supervisor.home.KugetsuHome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/// The one database of a home. Thread-safe: each call has a connection of its own.
public final class Store {

    private final SqliteConnections connections;
    private final Jdbi jdbi;
    private final HostId hostId;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /// Writers of one process queue up here, in order and without a busy processor; SQLite's own lock is for
    /// other processes. A virtual thread that waits inside SQLite would keep its carrier from the one that it
    /// waits for.
    private final ReentrantLock writing = new ReentrantLock(true);

    /// That of this thread: what is read within it belongs to it.
    private final ThreadLocal<Optional<Handle>> transaction = ThreadLocal.withInitial(Optional::empty);

    private Store(SqliteConnections connections, Jdbi jdbi, HostId hostId) {
        this.connections = connections;
        this.jdbi = jdbi;
        this.hostId = hostId;
    }

    /// Opens the database, makes it if there is none and brings it up to date; safe when many processes do so
    /// at once.
    ///
    /// @throws dev.kugetsu.supervisor.KugetsuException `UNAVAILABLE` when it is broken, newer than we are, or
    ///   cannot be written
    public static Store open(KugetsuHome home) {
        KugetsuHome.makeFile(home.database());
        SqliteConnections connections = new SqliteConnections(home.database());
        StoreFailures.guard(home.database(), () -> {
            new Migrations(home.databaseLock(), connections).run();
            return true;
        });
        Jdbi jdbi = Jdbi.create(connections).installPlugin(new SqlObjectPlugin());
        StoreTypes.register(jdbi);
        HostId hostId = StoreFailures.guard(
                home.database(),
                () -> jdbi.withHandle(
                        handle -> handle.createQuery("SELECT host_id FROM hosts ORDER BY registered_at LIMIT 1")
                                .mapTo(HostId.class)
                                .one()));
        return new Store(connections, jdbi, hostId);
    }

    /// This machine.
    public HostId hostId() {
        return hostId;
    }

    /// Reads; sees one state of the database throughout, that of its first query. Keep it short: the write-ahead log
    /// grows meanwhile.
    public <T> T read(Function<Handle, T> work) {
        Optional<Handle> ours = transaction.get();
        return ours.isPresent()
                ? StoreFailures.guard(() -> work.apply(ours.get()))
                : within("BEGIN DEFERRED", work);
    }

    /// Does what SQLite does outside of a transaction only, such as `VACUUM`.
    public <T> T maintain(Function<Handle, T> work) {
        return StoreFailures.guard(() -> jdbi.withHandle(work::apply));
    }

    /// Reads and writes in one transaction, which has the write lock from its beginning: what it reads cannot
    /// change before it writes. Everything or nothing; keep it short, and never start a program in it.
    public <T> T write(Function<Handle, T> work) {
        T written = writeOneByOne(work);
        listeners.forEach(Runnable::run);
        return written;
    }

    private <T> T writeOneByOne(Function<Handle, T> work) {
        writing.lock();
        try {
            return within("BEGIN IMMEDIATE", work);
        } finally {
            writing.unlock();
        }
    }

    /// Calls somebody whenever this very process has written, on the writer's thread: must return at once and
    /// never fail. What other processes write is noticed by {@link #watchCommits}.
    public void afterWrite(Runnable listener) {
        listeners.add(listener);
    }

    /// Watches for commits of any process.
    public CommitWatch watchCommits() {
        return StoreFailures.guard(() -> new CommitWatch(connections));
    }

    private <T> T within(String begin, Function<Handle, T> work) {
        return StoreFailures.guard(() -> jdbi.withHandle(handle -> {
            handle.execute(begin);
            transaction.set(Optional.of(handle));
            try {
                T result = work.apply(handle);
                handle.execute("COMMIT");
                return result;
            } catch (RuntimeException | Error failure) {
                rollBack(handle, failure);
                throw failure;
            } finally {
                transaction.remove();
            }
        }));
    }

    /// A failed statement may have ended the transaction already, as a full disk does; the first failure is
    /// what counts.
    private static void rollBack(Handle handle, Throwable failure) {
        try {
            handle.execute("ROLLBACK");
        } catch (RuntimeException rollbackFailure) {
            failure.addSuppressed(rollbackFailure);
        }
    }
}
