package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.StopReason;
import dev.kugetsu.supervisor.store.Store;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends running turns of which somebody wants that, or which have spent what they may. Thread-safe.
final class TurnGuard {

    private static final Logger log = LoggerFactory.getLogger(TurnGuard.class);

    private static final Duration POLL = Duration.ofMillis(500);

    private final Store store;
    private final TurnBudget budget;
    private final Duration stopGrace;
    private final Pause pause;

    TurnGuard(Store store, TurnBudget budget, Duration stopGrace, Pause pause) {
        this.store = store;
        this.budget = budget;
        this.stopGrace = stopGrace;
        this.pause = pause;
    }

    /// Begins to watch over a turn, until that has ended or the thread is interrupted.
    Thread watch(TurnContext context, RunningTurn running) {
        return Thread.ofVirtual().name("stop-" + context.turn().turnId()).start(() -> heed(context, running));
    }

    /// Whoever asks for the end of the turn may die before signalling anything; the request is in the row. And
    /// a turn that has spent what it may is ended. A look that fails does not end the watch.
    private void heed(TurnContext context, RunningTurn running) {
        boolean isTold = false;
        boolean isOver = false;
        while (!isOver) {
            try {
                pause.pause(POLL);
                isOver = isHeeded(context, running);
                isTold = false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                if (!isTold) {
                    log.warn(
                            "turn {}: whether it is to stop cannot be told now: {}",
                            context.turn().turnId(),
                            e.toString());
                }
                isTold = true;
            }
        }
    }

    /// Ends the turn if that is wanted; whether there is nothing more to heed.
    private boolean isHeeded(TurnContext context, RunningTurn running) throws InterruptedException {
        return switch (state(context)) {
            case STOPPING -> {
                running.stop(StopReason.REQUESTED, stopGrace);
                yield true;
            }
            case RUNNING -> endIfOverspent(context, running);
            case QUEUED, STARTING, SUCCEEDED, FAILED, BLOCKED, STOPPED, TIMED_OUT, LOST -> true;
        };
    }

    private TurnState state(TurnContext context) {
        return store.read(handle -> handle.attach(TurnDao.class)
                .find(context.turn().turnId())
                .orElseThrow()
                .state());
    }

    /// Ends a turn that has spent what it may; `false` when it may go on.
    boolean endIfOverspent(TurnContext context, RunningTurn running) throws InterruptedException {
        if (!budget.isOverspent(context)) {
            return false;
        }
        running.stop(StopReason.REQUESTED, stopGrace);
        return true;
    }
}
