package dev.kugetsu.supervisor.dispatch;

import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.turn.QueuedConduct;
import dev.kugetsu.supervisor.turn.Turn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The turns that this process stays with, each on a virtual thread of its own. Thread-safe.
final class ConductedTurns implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ConductedTurns.class);

    /// A turn that cannot be followed now, because the disk is full or the database is busy, may be in a
    /// moment.
    private static final Duration REST = Duration.ofSeconds(5);

    private final QueuedConduct conduct;
    private final Clock clock;
    private final Map<TurnId, Thread> threads = new ConcurrentHashMap<>();
    private final Map<TurnId, Instant> failed = new ConcurrentHashMap<>();

    ConductedTurns(QueuedConduct conduct, Clock clock) {
        this.conduct = conduct;
        this.clock = clock;
    }

    /// Takes a turn that has got its slot to its end.
    void conduct(Turn turn) {
        log.info("turn {} has got its slot", turn.turnId());
        start(turn.turnId(), () -> conduct.conduct(turn));
    }

    /// Stays with a turn that nobody looks after; one that has just made trouble is left for a while.
    void adopt(Turn turn) {
        boolean isResting = Optional.ofNullable(failed.get(turn.turnId()))
                .filter(at -> clock.instant().isBefore(at.plus(REST)))
                .isPresent();
        if (!isResting && !threads.containsKey(turn.turnId())) {
            start(turn.turnId(), () -> conduct.adopt(turn));
        }
    }

    private void start(TurnId turn, Runnable work) {
        Thread thread = Thread.ofVirtual().name("turn-" + turn).unstarted(() -> run(turn, work));
        threads.put(turn, thread);
        thread.start();
    }

    private void run(TurnId turn, Runnable work) {
        try {
            work.run();
            failed.remove(turn);
        } catch (RuntimeException | Error e) {
            log.error("turn {} is left to itself for now", turn, e);
            failed.put(turn, clock.instant());
        } finally {
            threads.remove(turn, Thread.currentThread());
        }
    }

    /// Leaves all of them to themselves; returns when the last thread has let go.
    @Override
    public void close() {
        boolean wasInterrupted = false;
        for (Thread thread : threads.values()) {
            thread.interrupt();
        }
        for (Thread thread : threads.values()) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    wasInterrupted = true;
                }
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
