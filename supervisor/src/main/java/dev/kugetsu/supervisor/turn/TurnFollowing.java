package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.Checkpoint;
import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.StreamEvent;
import dev.kugetsu.adapters.TurnFolder;
import dev.kugetsu.adapters.TurnHandle;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.TurnObserver;
import dev.kugetsu.supervisor.TurnProgress;
import dev.kugetsu.supervisor.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads what a turn says, writes it down and records its end. Thread-safe.
final class TurnFollowing {

    private static final Logger log = LoggerFactory.getLogger(TurnFollowing.class);

    private final Store store;
    private final TurnEnding ending;
    private final TurnGuard guard;
    private final BulkDeath bulkDeath;
    private final Pause pause;
    private final Clock clock;

    TurnFollowing(Store store, TurnEnding ending, TurnGuard guard, BulkDeath bulkDeath, Pause pause, Clock clock) {
        this.store = store;
        this.ending = ending;
        this.guard = guard;
        this.bulkDeath = bulkDeath;
        this.pause = pause;
        this.clock = clock;
    }

    /// Finds a launched turn again, to go on reading where the last reader has stopped.
    RunningTurn recover(TurnContext context, TurnHandle launched) {
        Turn turn = context.turn();
        return store.read(handle -> handle.attach(TurnDao.class).findCheckpoint(turn.turnId(), turn.attempt()))
                .map(Checkpoint::parse)
                .map(checkpoint -> context.harness().recover(launched, checkpoint))
                .orElseGet(() -> context.harness().recover(launched));
    }

    /// Stays with a turn until it has ended.
    void follow(TurnContext context, RunningTurn running, TurnObserver caller) throws InterruptedException {
        TurnObserver observer = oneAtATime(caller);
        TurnEventWriter writer =
                new TurnEventWriter(store, context, clock, pause, failure -> observer.progressed(warning(failure)));
        Thread watch = guard.watch(context, running);
        TurnOutcome outcome;
        try {
            outcome = running.await(
                    context.turn().deadlines(),
                    event -> {
                        take(writer, event);
                        observer.progressed(new TurnProgress.AgentActed(event.event()));
                    },
                    writer::write);
        } finally {
            watch.interrupt();
            writer.finish();
        }
        if (outcome.status() == TurnOutcome.Status.LOST) {
            bulkDeath.awaitProof(context.turn().turnId());
        }
        ending.end(context, outcome);
    }

    private static TurnObserver oneAtATime(TurnObserver observer) {
        Object lock = new Object();
        return progress -> {
            synchronized (lock) {
                observer.progressed(progress);
            }
        };
    }

    private static TurnProgress.Warned warning(RuntimeException failure) {
        String next = failure instanceof KugetsuException told ? told.next().orElse("") : "";
        return new TurnProgress.Warned(
                "the agent works on, but what it says cannot be stored now: " + failure.getMessage(),
                Optional.of((next.isEmpty() ? "" : next + "; ") + "it is kept in the turn's folder and stored later"));
    }

    /// Reads what a turn has said so far; answers whether it has ended.
    boolean catchUp(TurnContext context, RunningTurn running) throws InterruptedException {
        long size = outputSize(context.folder());
        if (look(context, running)) {
            return true;
        }
        if (guard.endIfOverspent(context, running)) {
            // One in another container cannot be ended from here; it counts as not looked at for those who can.
            return look(context, running);
        }
        store.write(handle -> handle.attach(TurnDao.class)
                .recordObserved(context.turn().turnId(), context.turn().fence(), size));
        return false;
    }

    private boolean look(TurnContext context, RunningTurn running) throws InterruptedException {
        TurnEventWriter writer = new TurnEventWriter(store, context, clock, pause, failure -> {});
        Optional<TurnOutcome> outcome;
        try {
            outcome = running.poll(event -> take(writer, event));
            if (outcome.isEmpty()) {
                running.checkpoint().ifPresent(writer::write);
            }
        } finally {
            writer.finish();
        }
        if (outcome.isPresent()) {
            ending.end(context, outcome.get());
        }
        return outcome.isPresent();
    }

    /// Whether a turn has said anything since somebody last looked.
    boolean hasNews(TurnContext context) {
        return outputSize(context.folder()) != context.turn().observedBytes();
    }

    private static void take(TurnEventWriter writer, StreamEvent event) {
        if (!writer.isKnown(event)) {
            writer.write(event);
        }
    }

    private static long outputSize(TurnFolder folder) {
        return size(folder.stdout()) + size(folder.stderr());
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (NoSuchFileException nothingYet) {
            return 0;
        } catch (IOException e) {
            log.warn("cannot tell the size of {}: {}", file, e.getMessage());
            return -1;
        }
    }
}
