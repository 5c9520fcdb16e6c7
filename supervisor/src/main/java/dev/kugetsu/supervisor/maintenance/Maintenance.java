package dev.kugetsu.supervisor.maintenance;

import dev.kugetsu.supervisor.config.Flags;
import dev.kugetsu.supervisor.config.Settings;
import dev.kugetsu.supervisor.daemon.Component;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.project.ProjectSettings;
import dev.kugetsu.supervisor.store.Store;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does the chores of a home, one after the other on one thread. None of them can end the daemon: a full disk,
/// a busy database or a mistake of ours is logged, and the chore is tried again when its time has come.
public final class Maintenance implements Component {

    private static final Logger log = LoggerFactory.getLogger(Maintenance.class);
    private static final long MEBIBYTE = 1L << 20;
    private static final long LARGEST_LOG = 8 * MEBIBYTE;
    private static final long LARGEST_WAL = 64 * MEBIBYTE;
    private static final long SCARCE_ROOM = 256 * MEBIBYTE;
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final List<Chore> chores;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("maintenance").daemon().factory());

    Maintenance(List<Chore> chores) {
        this.chores = List.copyOf(chores);
    }

    /// That of a whole home.
    ///
    /// @param garbage removes what agents have left behind and nobody needs any more
    public static Maintenance of(
            KugetsuHome home, Store store, ProjectSettings settings, Runnable garbage, Clock clock) {
        Trimming trimming = new Trimming(store, clock);
        Backups backups = new Backups(home, clock);
        WriteAheadLog writeAhead = new WriteAheadLog(home.database(), LARGEST_WAL);
        LogFolder logs = new LogFolder(home.logs(), LARGEST_LOG);
        DiskGuard disk = new DiskGuard(home.directory(), SCARCE_ROOM);
        IdleHeap heap = IdleHeap.ofProcess();
        return new Maintenance(List.of(
                new Chore("giving memory back", Duration.ofSeconds(20), () -> heap.relieve(store)),
                new Chore("the look at the disk", Duration.ofSeconds(30), disk::look),
                new Chore("tidying the logs", Duration.ofMinutes(1), logs::tidy),
                new Chore("shortening the write-ahead log", Duration.ofMinutes(1), () -> writeAhead.shorten(store)),
                new Chore(
                        "trimming changes",
                        Duration.ofMinutes(10),
                        () -> trimming.trim(Rows.CHANGES, retention(settings).changes(), Rows.CHANGES.most())),
                new Chore(
                        "trimming events",
                        Duration.ofMinutes(10),
                        () -> trimming.trim(Rows.EVENTS, retention(settings).events(), Rows.EVENTS.most())),
                new Chore("removing what agents have left", Duration.ofHours(1), garbage::run),
                new Chore("the backup", Duration.ofMinutes(10), () -> backups.keepUp(store)),
                new Chore(
                        "the statistics of the database",
                        Duration.ofDays(1),
                        () -> store.maintain(handle -> handle.execute("PRAGMA optimize")))));
    }

    private static Settings.Retention retention(ProjectSettings settings) {
        return settings.ofMachine(Flags.NONE).settings().retention();
    }

    @Override
    public String name() {
        return "maintenance";
    }

    /// The first time of each chore is at once.
    @Override
    public void start() {
        for (Chore chore : chores) {
            Future<?> _ = scheduler.scheduleWithFixedDelay(
                    () -> attempt(chore), 0, chore.interval().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static void attempt(Chore chore) {
        try {
            chore.work().run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException | Error e) {
            // What leaves this method would end the chore for good, and nobody would hear of it.
            log.warn("{} has failed and is tried again in {}: {}", chore.name(), chore.interval(), e.toString());
        }
    }

    /// A batch or a copy that is under way is ended first, as far as it takes no longer than some seconds;
    /// SQLite undoes what is cut off.
    @Override
    public void close() {
        scheduler.shutdownNow();
        try {
            if (!scheduler.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("maintenance is left in the middle of its work");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
