package dev.kugetsu.supervisor.access;

import dev.kugetsu.supervisor.Explanation;
import dev.kugetsu.supervisor.Housekeeping.PrunePlan;
import dev.kugetsu.supervisor.Housekeeping.PruneReport;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionDetail;
import dev.kugetsu.supervisor.SessionName;
import dev.kugetsu.supervisor.SessionRef;
import dev.kugetsu.supervisor.SessionView;
import dev.kugetsu.supervisor.Sessions;
import dev.kugetsu.supervisor.access.Scope.Operation;
import java.util.List;
import java.util.Optional;

/// Sessions as the agent of one of them may see and change them. Thread-safe.
record ScopedSessions(Sessions sessions, Gate gate) implements Sessions {

    /// What the agent may not look at is not there for it.
    @Override
    public List<SessionView> list(Filter filter) {
        return sessions.list(filter).stream()
                .filter(session -> gate.permits(Operation.LOOK, session))
                .toList();
    }

    @Override
    public SessionDetail get(SessionRef ref) {
        return sessions.get(gate.require(Operation.LOOK, ref));
    }

    @Override
    public Explanation explain(SessionRef ref) {
        return sessions.explain(gate.require(Operation.LOOK, ref));
    }

    @Override
    public DestroyReport destroy(SessionRef ref) {
        return sessions.destroy(gate.require(Operation.DESTROY, ref));
    }

    @Override
    public KillReport kill(SessionRef ref) {
        return sessions.kill(gate.require(Operation.KILL, ref));
    }

    @Override
    public UndoReport undo(SessionRef ref) {
        return sessions.undo(gate.require(Operation.RESTORE, ref));
    }

    @Override
    public SessionView rename(SessionRef ref, SessionName name) {
        return sessions.rename(gate.require(Operation.RENAME, ref), name);
    }

    @Override
    public PrunePlan planCleanup(Optional<ProjectId> project) {
        throw gate.refusal("remove worktrees");
    }

    @Override
    public PruneReport cleanup(PrunePlan plan) {
        throw gate.refusal("remove worktrees");
    }
}
