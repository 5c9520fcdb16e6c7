package dev.kugetsu.supervisor.store;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.home.OwnFiles;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/// The one database of a home. Thread-safe: each call has a connection for itself.
public final class Store implements AutoCloseable {

    private final SqliteConnections connections;
    private final Jdbi jdbi;
    private final HostId hostId;
    private final Ballast ballast;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /// Writers of one process queue up here, in order and without a busy processor; SQLite's own lock is for
    /// other processes. A virtual thread that waits inside SQLite would keep its carrier from the one that it
    /// waits for.
    private final ReentrantLock writing = new ReentrantLock(true);

    /// That of this thread: what is read within it belongs to it.
    private final ThreadLocal<Optional<Handle>> transaction = ThreadLocal.withInitial(Optional::empty);

    private Store(SqliteConnections connections, Jdbi jdbi, HostId hostId, Ballast ballast) {
        this.connections = connections;
        this.jdbi = jdbi;
        this.hostId = hostId;
        this.ballast = ballast;
    }

    /// Opens the database, makes it if there is none and brings it up to date; safe when many processes do so
    /// at once.
    ///
    /// @throws dev.kugetsu.supervisor.KugetsuException `UNAVAILABLE` when it is broken, newer than we are, or
    ///   cannot be written
    public static Store open(KugetsuHome home) {
        Ballast ballast = new Ballast(home.ballast());
        OwnFiles.makeFile(home.database());
        SqliteConnections connections = new SqliteConnections(home.database());
        Jdbi jdbi = Jdbi.create(connections).installPlugin(new SqlObjectPlugin());
        StoreTypes.register(jdbi);
        HostId hostId = withRoom(
                ballast,
                () -> StoreFailures.guard(home.database(), () -> {
                    new Migrations(home.databaseLock(), connections).run();
                    return jdbi.withHandle(
                            handle -> handle.createQuery("SELECT host_id FROM hosts ORDER BY registered_at LIMIT 1")
                                    .mapTo(HostId.class)
                                    .one());
                }));
        ballast.take();
        return new Store(connections, jdbi, hostId, ballast);
    }

    /// On a disk that is full, what fails is done once more without the ballast.
    private static <T> T withRoom(Ballast ballast, Supplier<T> work) {
        try {
            return work.get();
        } catch (KugetsuException e) {
            if (StoreFailures.isFull(e) && ballast.drop()) {
                return work.get();
            }
            throw e;
        }
    }

    /// This machine.
    public HostId hostId() {
        return hostId;
    }

    /// Reads; sees one state of the database throughout, that of its first query. Keep it short: the
    /// write-ahead log grows meanwhile.
    public <T> T read(Function<Handle, T> work) {
        Optional<Handle> ours = transaction.get();
        return ours.isPresent()
                ? StoreFailures.guard(() -> work.apply(ours.get()))
                : withRoom(ballast, () -> within(List.of("BEGIN DEFERRED"), Ending.COMMIT, work));
    }

    /// Does what SQLite does outside of a transaction only, such as `VACUUM`, in a connection that nobody uses
    /// afterwards.
    public <T> T maintain(Function<Handle, T> work) {
        return StoreFailures.guard(() -> jdbi.withHandle(handle -> {
            try {
                return work.apply(handle);
            } finally {
                handle.getConnection().close();
            }
        }));
    }

    /// Reads and writes in one transaction, which has the write lock from its beginning: what it reads cannot
    /// change before it writes. Everything or nothing; keep it short, and never start a program in it.
    public <T> T write(Function<Handle, T> work) {
        return write(Durability.FULL, work);
    }

    /// Writes what can be made again from files, such as what an agent has said: a power cut may take the
    /// last of it, whole transactions and in order, and nothing waits for the disk.
    public <T> T writeRepeatable(Function<Handle, T> work) {
        return write(Durability.NORMAL, work);
    }

    /// Does what {@link #write} does and then takes it all back, to tell what would come of it.
    public <T> T rehearse(Function<Handle, T> work) {
        return writeOneByOne(Durability.FULL, Ending.ROLLBACK, work);
    }

    private <T> T write(Durability durability, Function<Handle, T> work) {
        T written = writeOneByOne(durability, Ending.COMMIT, work);
        listeners.forEach(Runnable::run);
        return written;
    }

    private <T> T writeOneByOne(Durability durability, Ending ending, Function<Handle, T> work) {
        writing.lock();
        try {
            List<String> beginning = List.of("PRAGMA synchronous = " + durability, "BEGIN IMMEDIATE");
            return withRoom(ballast, () -> within(beginning, ending, work));
        } finally {
            writing.unlock();
        }
    }

    /// What becomes of a transaction that has succeeded.
    private enum Ending {
        COMMIT,
        ROLLBACK
    }

    /// Whether a transaction is on the disk when it is over.
    private enum Durability {
        FULL,
        NORMAL
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

    private <T> T within(List<String> beginning, Ending ending, Function<Handle, T> work) {
        return StoreFailures.guard(() -> jdbi.withHandle(handle -> {
            beginning.forEach(handle::execute);
            transaction.set(Optional.of(handle));
            try {
                T result = work.apply(handle);
                handle.execute(ending.name());
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
    /// what counts. Then the connection is not to be used again.
    private static void rollBack(Handle handle, Throwable failure) throws SQLException {
        try {
            handle.execute("ROLLBACK");
        } catch (RuntimeException rollbackFailure) {
            failure.addSuppressed(rollbackFailure);
            handle.getConnection().close();
        }
    }

    /// Lets go of the database; whoever uses it after all gets a connection that is not kept.
    @Override
    public void close() {
        StoreFailures.guard(() -> {
            connections.close();
            return true;
        });
    }
}
