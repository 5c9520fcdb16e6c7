package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.Processes;
import dev.kugetsu.supervisor.TurnId;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks after turns whose owner is gone: what ended is recorded, what runs goes on, what never ran is undone.
/// Thread-safe; every process does it before anything else, and one compare-and-set decides who does it for a
/// turn.
public final class TurnRecovery {

    private static final Logger log = LoggerFactory.getLogger(TurnRecovery.class);

    private final TurnRecords records;
    private final TurnFollowing following;
    private final TurnEnding ending;
    private final BulkDeath bulkDeath;
    private final TurnTakeover takeover;
    private final Processes processes;

    TurnRecovery(
            TurnRecords records,
            TurnFollowing following,
            TurnEnding ending,
            BulkDeath bulkDeath,
            TurnTakeover takeover,
            Processes processes) {
        this.records = records;
        this.following = following;
        this.ending = ending;
        this.bulkDeath = bulkDeath;
        this.takeover = takeover;
        this.processes = processes;
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

    /// Whether a turn has ended and only its record does not say so yet: what it has left is killed by whoever looks
    /// first, and its end recorded by who looks when that is gone.
    boolean isToBeRecorded(Turn turn) {
        return turn.handle()
                .filter(handle -> processes.probe(handle) == Liveness.DEAD
                        || Files.exists(records.context(turn).folder().exit()))
                .isPresent();
    }

    private void repair(Predicate<Turn> choice) {
        records.letGoOwed();
        List<Turn> turns = records.listNotEnded();
        Set<TurnId> doubted = bulkDeath.listDoubted(turns);
        for (Turn turn : turns) {
            try {
                if (!isWaiting(turn)
                        && !doubted.contains(turn.turnId())
                        && takeover.isForsaken(turn)
                        && choice.test(turn)) {
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

    private void settle(Turn turn) throws InterruptedException {
        TurnContext seen = records.context(turn);
        if (turn.state() == TurnState.RUNNING && isQuietlyRunning(seen)) {
            // Whoever wants to look after it next need not first find out that its owner is dead.
            turn.owner().ifPresent(dead -> records.letGo(turn));
            return;
        }
        takeover.takeOver(seen);
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
}
