package dev.kugetsu.supervisor.host;

import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.access.Tokens;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.lock.LockCrossings;
import dev.kugetsu.supervisor.mail.Postbox;
import dev.kugetsu.supervisor.turn.TurnContext;
import dev.kugetsu.supervisor.turn.TurnWatch;
import dev.kugetsu.supervisor.verb.Coordinator;
import dev.kugetsu.worktrees.Changes;
import org.jdbi.v3.core.Handle;

/// Has agents and their messages follow from what becomes of turns. Thread-safe.
record CoordinationWatch(Coordinator coordinator, LockCrossings crossings, Postbox postbox) implements TurnWatch {

    @Override
    public void ended(Handle transaction, TurnContext context, Changes changes) {
        crossings.note(
                coordinator.within(transaction, context.session().projectId(), Caller.in(context.directory())),
                context.session().sessionId().value(),
                context.turn().turnId().value(),
                changes.paths());
    }

    /// Hooks may call before the launch is recorded, and never before its token was made.
    @Override
    public void cameToNothing(Handle transaction, SessionId session) {
        Tokens.findIssue(transaction, session)
                .ifPresent(launch -> postbox.takeBack(transaction, session.value(), launch));
    }
}
