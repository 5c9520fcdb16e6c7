package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.Processes;
import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.StopReason;
import dev.kugetsu.adapters.TurnHandle;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks after turns whose owner is gone: what ended is recorded, what runs goes on, what never ran is undone.
/// Thread-safe; every process does it before anything else, and one compare-and-set decides who does it for a
/// turn.
public final class TurnRecovery {

    private static final Logger log = LoggerFactory.getLogger(TurnRecovery.class);

    private final Store store;
    private final TurnRecords records;
    private final TurnFollowing following;
    private final TurnEnding ending;
    private final Unlaunched unlaunched;
    private final BulkDeath bulkDeath;
    private final Processes processes;
    private final Duration stopGrace;
    private final Clock clock;

    TurnRecovery(
            Store store,
            TurnRecords records,
            TurnFollowing following,
            TurnEnding ending,
            Unlaunched unlaunched,
            BulkDeath bulkDeath,
            Processes processes,
            Duration stopGrace,
            Clock clock) {
        this.store = store;
        this.records = records;
        this.following = following;
        this.ending = ending;
        this.unlaunched = unlaunched;
        this.bulkDeath = bulkDeath;
        this.processes = processes;
        this.stopGrace = stopGrace;
        this.clock = clock;
    }

    /// Repairs every turn of this machine that nobody looks after. One that cannot be repaired does not hold up
    /// the rest.
    public void repair() {
        repair(turn -> true);
    }

    /// Repairs only what may hold a slot without need: what runs is left alone, whatever it has said.
    void freeSlots() {
        repair(turn -> turn.handle()
                .filter(handle -> processes.probe(handle) == Liveness.ALIVE)
                .isEmpty());
    }

    private void repair(Predicate<Turn> choice) {
        records.letGoOwed();
        List<Turn> turns = records.listNotEnded();
        Set<TurnId> doubted = bulkDeath.listDoubted(turns);
        for (Turn turn : turns) {
            try {
                if (!isWaiting(turn) && !doubted.contains(turn.turnId()) && isForsaken(turn) && choice.test(turn)) {
                    settle(turn);
                }
            } catch (IllegalArgumentException | ArithmeticException e) {
                log.warn("turn {} has left what cannot be understood: {}", turn.turnId(), e.toString());
                endIfUnreadable(turn.turnId(), e);
            } catch (RuntimeException e) {
                log.warn("turn {} cannot be repaired now: {}", turn.turnId(), e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// A process that is gone says nothing new: what cannot be understood now never will be. A busy database, a
    /// full disk or a missing harness pass, and are no such thing.
    private void endIfUnreadable(TurnId id, RuntimeException failure) {
        try {
            Turn turn = records.get(id);
            if (isGone(turn)) {
                ending.endUnreadable(turn, "what it left cannot be read: " + failure.getMessage());
            }
        } catch (RuntimeException e) {
            log.warn("turn {} stays as it is: {}", id, e.toString());
        }
    }

    /// One that was launched, but never recorded, is known by its marker only.
    private boolean isGone(Turn turn) {
        return turn.state().holdsSlot()
                && turn.handle()
                        .map(handle -> processes.probe(handle) == Liveness.DEAD)
                        .orElseGet(() -> !processes
                                .listMarked()
                                .containsKey(turn.turnId().value()));
    }

    /// Nobody looks after a turn that waits in the queue, and nobody has to.
    private static boolean isWaiting(Turn turn) {
        return turn.isOfQueue() && turn.state() == TurnState.QUEUED;
    }

    /// Only a proven death counts; an owner of whom nothing is known may live.
    private boolean isForsaken(Turn turn) {
        return turn.owner()
                .map(owner -> processes.probe(owner) == Liveness.DEAD)
                .orElse(true);
    }

    private void settle(Turn turn) throws InterruptedException {
        TurnContext seen = records.context(turn);
        if (turn.state() == TurnState.RUNNING && isQuietlyRunning(seen)) {
            // Whoever wants to look after it next need not first find out that its owner is dead.
            turn.owner().ifPresent(dead -> records.letGo(turn));
            return;
        }
        Optional<Turn> ours = records.takeOver(turn, processes.current());
        if (ours.isPresent()) {
            try {
                settleOwned(seen.with(ours.get()));
            } finally {
                records.letGo(ours.get());
            }
        }
    }

    /// A turn that runs, is within its deadlines and has said nothing new needs nobody.
    private boolean isQuietlyRunning(TurnContext context) {
        return context.handle()
                        .filter(handle -> processes.probe(handle.process()) == Liveness.ALIVE)
                        .map(handle -> following.recover(context, handle))
                        .filter(running ->
                                running.overdue(context.turn().deadlines()).isEmpty())
                        .isPresent()
                && !following.hasNews(context);
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
