package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.Processes;
import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.StopReason;
import dev.kugetsu.adapters.TurnHandle;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.supervisor.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes turns over that nobody looks after, and brings them to the state that is true. Thread-safe.
final class TurnTakeover {

    private static final Logger log = LoggerFactory.getLogger(TurnTakeover.class);

    private final Store store;
    private final TurnRecords records;
    private final TurnFollowing following;
    private final Unlaunched unlaunched;
    private final Processes processes;
    private final Duration stopGrace;
    private final Clock clock;

    TurnTakeover(
            Store store,
            TurnRecords records,
            TurnFollowing following,
            Unlaunched unlaunched,
            Processes processes,
            Duration stopGrace,
            Clock clock) {
        this.store = store;
        this.records = records;
        this.following = following;
        this.unlaunched = unlaunched;
        this.processes = processes;
        this.stopGrace = stopGrace;
        this.clock = clock;
    }

    /// Whether nobody looks after a turn. Only a proven death counts: an owner of whom nothing is known may
    /// live, and be in the middle of making or undoing something.
    boolean isForsaken(Turn turn) {
        return turn.owner()
                .map(owner -> processes.probe(owner) == Liveness.DEAD)
                .orElse(true);
    }

    /// Takes a turn over, brings it to the state that is true, and leaves it to itself again.
    ///
    /// @param seen as it was when it was decided that nobody looks after it
    /// @return the turn as it was ours, or empty when somebody else has been quicker
    Optional<Turn> takeOver(TurnContext seen) throws InterruptedException {
        Optional<Turn> ours = records.takeOver(seen.turn(), processes.current());
        if (ours.isPresent()) {
            try {
                settleOwned(seen.with(ours.get()));
            } finally {
                records.letGo(ours.get());
            }
        }
        return ours;
    }

    /// Brings a turn that this process has taken over to the state that is true.
    void settleOwned(TurnContext context) throws InterruptedException {
        log.info(
                "turn {} is {} and nobody looks after it",
                context.turn().turnId(),
                context.turn().state());
        switch (context.turn().state()) {
            case QUEUED ->
                unlaunched.abandon(
                        context,
                        TurnOutcome.Status.FAILED,
                        notStarted("the process that was to run it died while it waited for a slot"));
            case STARTING -> settleLaunch(context);
            case RUNNING -> settleRunning(context);
            case STOPPING -> settleStopping(context);
            case SUCCEEDED, FAILED, BLOCKED, STOPPED, TIMED_OUT, LOST -> {}
        }
    }

    private void settleLaunch(TurnContext context) throws InterruptedException {
        Optional<TurnHandle> launched = context.harness().settle(context.folder());
        if (launched.isEmpty()) {
            unlaunched.settle(context, notStarted("the process that was to run it died before its agent ran"));
            return;
        }
        Turn turn = context.turn();
        store.write(handle -> handle.attach(TurnDao.class)
                .becomeRunning(turn.turnId(), turn.fence(), launched.get().process(), clock.instant()));
        settleOwned(records.context(turn.turnId()));
    }

    private void settleRunning(TurnContext context) throws InterruptedException {
        RunningTurn running = following.recover(context, context.handle().orElseThrow());
        Optional<StopReason> overdue = running.overdue(context.turn().deadlines());
        if (overdue.isPresent()) {
            running.stop(overdue.get(), stopGrace);
        }
        following.catchUp(context, running);
    }

    private void settleStopping(TurnContext context) throws InterruptedException {
        Optional<TurnHandle> launched =
                context.handle().or(() -> context.harness().settle(context.folder()));
        if (launched.isEmpty()) {
            unlaunched.abandon(context, TurnOutcome.Status.STOPPED, notStarted("it was stopped before its agent ran"));
            return;
        }
        Turn turn = context.turn();
        store.write(handle -> handle.attach(TurnDao.class)
                .recordHandle(turn.turnId(), turn.fence(), launched.get().process(), clock.instant()));
        RunningTurn running = following.recover(context, launched.get());
        running.stop(StopReason.REQUESTED, stopGrace);
        following.catchUp(context, running);
    }

    private static Failure notStarted(String why) {
        return new Failure(Failure.Kind.NOT_STARTED, why);
    }
}
