package dev.kugetsu.supervisor.turn;

import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.worktrees.Changes;
import org.jdbi.v3.core.Handle;

/// Is told what becomes of turns, within the transactions that record it; must be short.
public interface TurnWatch {

    /// A turn has ended.
    void ended(Handle transaction, TurnContext context, Changes changes);

    /// The last launch of a session has come to nothing: its agent has neither said nor done anything, so that
    /// nothing proves that it has ever seen what it was handed.
    void cameToNothing(Handle transaction, SessionId session);
}
