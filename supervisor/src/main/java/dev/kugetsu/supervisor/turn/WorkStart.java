package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.supervisor.TurnObserver;
import java.util.Optional;

/// The way from a slot to a running agent: worktree, fork, launch. Each step leaves a row from which another
/// process can go on or clean up. Thread-safe.
final class WorkStart {

    private final TurnRecords records;
    private final Preparation preparation;
    private final Launch launch;

    WorkStart(TurnRecords records, Preparation preparation, Launch launch) {
        this.records = records;
        this.preparation = preparation;
        this.launch = launch;
    }

    /// Returns when the agent runs.
    ///
    /// @throws TurnLostException when somebody else has decided that it must not
    RunningTurn putToWork(TurnContext context, TurnPlan plan, TurnObserver observer)
            throws InterruptedException, TurnLostException {
        checkOurs(context);
        preparation.makeWorktree(context, plan, observer);
        checkOurs(context);
        preparation.fork(context, observer);
        checkOurs(context);
        return launch.launch(records.context(context.turn().turnId()), plan, observer);
    }

    void checkOurs(TurnContext context) throws TurnLostException {
        Optional<TurnLostException.Loss> loss = findLoss(context);
        if (loss.isPresent()) {
            throw new TurnLostException(loss.get());
        }
    }

    /// Why the turn is not ours to launch any more, if it is not.
    Optional<TurnLostException.Loss> findLoss(TurnContext context) {
        Turn now = records.get(context.turn().turnId());
        if (now.fence() != context.turn().fence()) {
            return Optional.of(TurnLostException.Loss.TAKEN_OVER);
        }
        return now.state() == TurnState.QUEUED || now.state() == TurnState.STARTING
                ? Optional.empty()
                : Optional.of(TurnLostException.Loss.STOPPED);
    }
}
