package dev.kugetsu.supervisor.turn;

import dev.kugetsu.worktrees.Changes;
import org.jdbi.v3.core.Handle;

/// Is told what turns have changed.
@FunctionalInterface
public interface TurnWatch {

    /// A turn has ended, within the transaction that records it; must be short.
    void ended(Handle transaction, TurnContext context, Changes changes);
}
