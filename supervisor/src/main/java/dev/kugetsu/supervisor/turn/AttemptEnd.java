package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.worktrees.Changes;
import java.time.Instant;

/// How an attempt of a turn has ended.
///
/// @param changes what all attempts of the turn together did to the worktree
record AttemptEnd(TurnContext context, TurnOutcome outcome, Changes changes, Instant at) {

    /// How its turn ended, if this attempt is the last one.
    TurnEnd ofTurn() {
        return TurnEnd.of(context.turn(), outcome, changes, at);
    }
}
