package dev.kugetsu.supervisor.access;

import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.SessionRole;
import dev.kugetsu.supervisor.session.Session;
import java.util.Optional;

/// What the agent of a session may do. Pure; everything that is not permitted here is forbidden.
///
/// @param self the session that the agent speaks for
/// @param parent the orchestrator that has started it
public record Scope(SessionId self, ProjectId project, SessionRole role, Optional<SessionId> parent) {

    /// What somebody can want to do with sessions.
    public enum Operation {
        /// Look at a session: `show`, `why`, a line of `list`.
        LOOK,
        /// Read what its agent has said.
        READ_LOGS,
        SEND,
        CONTINUE,
        STOP,
        KILL,
        RENAME,
        RESTORE,
        DESTROY
    }

    /// A session that somebody wants to do something with.
    public record Target(SessionId session, ProjectId project, Optional<SessionId> parent) {}

    /// What a target is to the session.
    enum Relation {
        SELF,
        PARENT,
        SIBLING,
        CHILD,
        STRANGER
    }

    static Scope of(Session session) {
        return new Scope(session.sessionId(), session.projectId(), session.role(), session.parentId());
    }

    /// Whether the agent may do this with that session.
    public boolean permits(Operation operation, Target target) {
        Relation relation = relation(target);
        return switch (operation) {
            case LOOK, READ_LOGS -> relation == Relation.SELF || relation == Relation.CHILD;
            case SEND -> relation == Relation.CHILD || relation == Relation.PARENT || relation == Relation.SIBLING;
            case CONTINUE, STOP, KILL -> relation == Relation.CHILD;
            case RENAME, RESTORE, DESTROY -> false;
        };
    }

    /// Whether the agent may start a session of that role in that project; it becomes its parent.
    public boolean permitsStart(ProjectId where, SessionRole newRole) {
        return role == SessionRole.ORCHESTRATOR && where.equals(project) && newRole == SessionRole.WORKER;
    }

    Relation relation(Target target) {
        if (target.session().equals(self)) {
            return Relation.SELF;
        }
        if (!target.project().equals(project)) {
            return Relation.STRANGER;
        }
        if (Optional.of(target.session()).equals(parent)) {
            return Relation.PARENT;
        }
        if (role == SessionRole.ORCHESTRATOR && target.parent().equals(Optional.of(self))) {
            return Relation.CHILD;
        }
        return parent.isPresent() && target.parent().equals(parent) ? Relation.SIBLING : Relation.STRANGER;
    }
}
