package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.TurnObserver;
import dev.kugetsu.supervisor.TurnProgress;
import dev.kugetsu.supervisor.Turns;
import dev.kugetsu.supervisor.capacity.Verdict;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes a turn that its caller conducts through its states: slot, worktree, fork, launch, end. Thread-safe.
final class TurnConduct {

    private static final Logger log = LoggerFactory.getLogger(TurnConduct.class);
    private static final Duration SLOT_POLL = Duration.ofMillis(200);
    private static final int LOOKS_TO_A_REPAIR = 10;

    private final TurnRecords records;
    private final Slots slots;
    private final WorkStart start;
    private final TurnFollowing following;
    private final Unlaunched unlaunched;
    private final TurnRecovery recovery;
    private final Pause pause;

    TurnConduct(
            TurnRecords records,
            Slots slots,
            WorkStart start,
            TurnFollowing following,
            Unlaunched unlaunched,
            TurnRecovery recovery,
            Pause pause) {
        this.records = records;
        this.slots = slots;
        this.start = start;
        this.following = following;
        this.unlaunched = unlaunched;
        this.recovery = recovery;
        this.pause = pause;
    }

    /// Conducts a turn that this process owns. When it returns, the turn has ended, or is left to itself as the
    /// attendance says.
    ///
    /// @throws KugetsuException when the agent could not be put to work; then everything is undone
    void conduct(TurnId id, TurnPlan plan, Turns.Attendance attendance, TurnObserver observer) {
        TurnContext context = records.context(id);
        RunningTurn running;
        try {
            awaitSlot(context, observer);
            running = start.putToWork(context, plan, observer);
        } catch (TurnLostException lost) {
            yieldTo(context, lost.loss());
            return;
        } catch (InterruptedException interrupted) {
            giveUp(context, TurnOutcome.Status.STOPPED, "it was interrupted before its agent ran");
            Thread.currentThread().interrupt();
            throw new KugetsuException(KugetsuException.Kind.INTERRUPTED, "interrupted before the agent ran");
        } catch (RuntimeException failure) {
            Optional<TurnLostException.Loss> loss = start.findLoss(context);
            if (loss.isEmpty()) {
                giveUpUnlessLaunched(context, failure);
                throw failure;
            }
            // Whoever stops a turn ends its setup command too, and calls its launch off: that is no failure of its own.
            yieldTo(context, loss.get());
            return;
        }
        attend(records.context(id), running, attendance, observer);
    }

    private void attend(TurnContext context, RunningTurn running, Turns.Attendance attendance, TurnObserver observer) {
        if (attendance == Turns.Attendance.DETACH) {
            records.letGo(context.turn());
            return;
        }
        try {
            following.follow(context, running, observer);
        } catch (InterruptedException interrupted) {
            records.letGo(context.turn());
            Thread.currentThread().interrupt();
            throw new KugetsuException(
                    KugetsuException.Kind.INTERRUPTED,
                    "turn " + context.turn().turnId() + " goes on without us",
                    "follow it with `kugetsu logs -f " + context.turn().turnId() + "`");
        } catch (KugetsuException failure) {
            throw unrecorded(context, failure);
        }
    }

    /// Such as on a full disk: nothing is lost, because the traces of the turn tell all of it again.
    private KugetsuException unrecorded(TurnContext context, KugetsuException failure) {
        try {
            records.letGo(context.turn());
        } catch (RuntimeException letGoFailure) {
            failure.addSuppressed(letGoFailure);
        }
        return new KugetsuException(
                failure.kind(),
                "turn " + context.turn().turnId() + " is not recorded to its end, and its agent works on if it has not "
                        + "ended: " + failure.getMessage(),
                failure.next().map(next -> next + "; ").orElse("")
                        + "any kugetsu command then reads the rest, such as `kugetsu show "
                        + context.turn().turnId()
                        + "`",
                failure);
    }

    private void awaitSlot(TurnContext context, TurnObserver observer) throws InterruptedException, TurnLostException {
        String told = "";
        for (int look = 0; ; look++) {
            Optional<Verdict> verdict = slots.tryTake(context.turn().turnId());
            if (verdict.filter(Verdict::isGranted).isPresent()) {
                return;
            }
            start.checkOurs(context);
            String reason = verdict.map(Verdict::reason).orElse(told);
            if (!reason.equals(told)) {
                told = reason;
                observer.progressed(new TurnProgress.Waiting(told));
            }
            // Those before us may be dead, and nobody else may be there to notice.
            if (look % LOOKS_TO_A_REPAIR == 0) {
                recovery.freeSlots();
            }
            pause.pause(SLOT_POLL);
        }
    }

    private void yieldTo(TurnContext context, TurnLostException.Loss loss) {
        log.info("turn {} is lost to us: {}", context.turn().turnId(), loss);
        switch (loss) {
            case STOPPED -> giveUp(context, TurnOutcome.Status.STOPPED, "it was stopped before its agent ran");
            case TAKEN_OVER -> {}
        }
    }

    private void giveUp(TurnContext context, TurnOutcome.Status status, String why) {
        unlaunched.abandon(context, status, new Failure(Failure.Kind.NOT_STARTED, why));
    }

    /// An agent that runs is not undone because something went wrong after its launch: whoever comes next finds
    /// it.
    private void giveUpUnlessLaunched(TurnContext context, RuntimeException failure) {
        if (context.harness().settle(context.folder()).isEmpty()) {
            giveUp(context, failure);
            return;
        }
        try {
            records.letGo(context.turn());
        } catch (RuntimeException letGoFailure) {
            failure.addSuppressed(letGoFailure);
        }
    }

    /// The first error counts; what goes wrong while undoing is added to it.
    private void giveUp(TurnContext context, RuntimeException failure) {
        try {
            giveUp(context, TurnOutcome.Status.FAILED, String.valueOf(failure.getMessage()));
        } catch (RuntimeException undoFailure) {
            failure.addSuppressed(undoFailure);
        }
    }
}
