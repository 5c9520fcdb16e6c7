package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.Processes;
import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.TurnObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes turns of the queue from their slot to their end, and stays with turns that nobody looks after. An
/// interrupt ends the attendance, never the turn: what runs is left to itself, what was not launched goes back
/// to the queue. Thread-safe.
public final class QueuedConduct {

    private static final Logger log = LoggerFactory.getLogger(QueuedConduct.class);
    private static final TurnObserver NOBODY = progress -> {};

    /// A disk that is full is not empty a moment later.
    private static final Duration NO_ROOM = Duration.ofSeconds(30);

    private final TurnRecords records;
    private final WorkStart start;
    private final TurnFollowing following;
    private final TurnTakeover takeover;
    private final Unlaunched unlaunched;
    private final Processes processes;
    private final Clock clock;

    /// Checkouts and setup commands want a processor each; more of them at once only slow each other down.
    private final Semaphore preparations = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    QueuedConduct(
            TurnRecords records,
            WorkStart start,
            TurnFollowing following,
            TurnTakeover takeover,
            Unlaunched unlaunched,
            Processes processes,
            Clock clock) {
        this.records = records;
        this.start = start;
        this.following = following;
        this.takeover = takeover;
        this.unlaunched = unlaunched;
        this.processes = processes;
        this.clock = clock;
    }

    /// Conducts a turn that has got its slot and that this process owns; blocks until it has ended.
    public void conduct(Turn turn) {
        try {
            Optional<RunningTurn> running = launch(records.context(turn));
            if (running.isPresent()) {
                following.follow(records.context(turn.turnId()), running.get(), NOBODY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            letGo(turn);
        }
    }

    /// Takes over a turn that nobody looks after and stays with it; blocks until it has ended.
    public void adopt(Turn turn) {
        Optional<Turn> ours = records.takeOver(turn, processes.current());
        if (ours.isEmpty()) {
            return;
        }
        try {
            TurnContext context = records.context(ours.get());
            log.info("turn {} is adopted", turn.turnId());
            if (ours.get().state() == TurnState.RUNNING) {
                following.follow(
                        context, following.recover(context, context.handle().orElseThrow()), NOBODY);
            } else {
                takeover.settleOwned(context);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            letGo(ours.get());
        }
    }

    private Optional<RunningTurn> launch(TurnContext context) throws InterruptedException {
        try {
            preparations.acquire();
            try {
                return Optional.of(
                        start.putToWork(context, TurnPlan.parse(context.turn().plan()), NOBODY));
            } finally {
                preparations.release();
            }
        } catch (TurnLostException lost) {
            yieldTo(context, lost.loss());
        } catch (InterruptedException e) {
            giveBack(context);
            throw e;
        } catch (RuntimeException failure) {
            settle(context, failure);
        }
        return Optional.empty();
    }

    private void settle(TurnContext context, RuntimeException failure) throws InterruptedException {
        if (Thread.currentThread().isInterrupted()) {
            giveBack(context);
            throw new InterruptedException(
                    "interrupted while turn " + context.turn().turnId() + " was prepared");
        }
        Optional<TurnLostException.Loss> loss = start.findLoss(context);
        if (loss.isPresent()) {
            yieldTo(context, loss.get());
        } else if (context.harness().settle(context.folder()).isPresent()) {
            // It runs: whoever comes next finds it, and stays with it.
            log.warn(
                    "turn {} was launched, but not recorded: {}", context.turn().turnId(), failure.toString());
        } else if (isOutOfRoom(context, failure)) {
            log.warn("turn {} waits for room on the disk: {}", context.turn().turnId(), failure.getMessage());
            unlaunched.sendBack(context, clock.instant().plus(NO_ROOM), Optional.empty());
        } else {
            log.warn("turn {} cannot be launched", context.turn().turnId(), failure);
            unlaunched.abandon(
                    context,
                    TurnOutcome.Status.FAILED,
                    new Failure(Failure.Kind.NOT_STARTED, String.valueOf(failure.getMessage())));
        }
    }

    /// Whoever fails for want of room says so in many ways; the disk says it in one.
    private static boolean isOutOfRoom(TurnContext context, RuntimeException failure) {
        boolean mayBe = failure instanceof KugetsuException known
                ? known.kind() == KugetsuException.Kind.UNAVAILABLE
                : failure.getCause() instanceof IOException;
        try {
            return mayBe && Files.getFileStore(context.folder().path()).getUsableSpace() < (1 << 20);
        } catch (IOException notTold) {
            return false;
        }
    }

    private void yieldTo(TurnContext context, TurnLostException.Loss loss) {
        switch (loss) {
            case STOPPED ->
                unlaunched.abandon(
                        context,
                        TurnOutcome.Status.STOPPED,
                        new Failure(Failure.Kind.NOT_STARTED, "it was stopped before its agent ran"));
            case TAKEN_OVER -> log.info("turn {} was taken over", context.turn().turnId());
        }
    }

    /// With the interrupt set, no file could be written.
    private void giveBack(TurnContext context) {
        boolean wasInterrupted = Thread.interrupted();
        try {
            if (context.harness().settle(context.folder()).isEmpty()) {
                unlaunched.sendBack(context, clock.instant(), Optional.empty());
            }
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// One that has ended, or is back in the queue, has no owner any more.
    private void letGo(Turn turn) {
        records.letGo(turn);
    }
}
