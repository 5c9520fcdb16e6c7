package dev.kugetsu.supervisor.session;

import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.IssueRef;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.SessionName;
import dev.kugetsu.supervisor.SessionRole;
import dev.kugetsu.supervisor.project.Base;
import dev.kugetsu.supervisor.store.PermissionList;
import java.time.Instant;
import java.util.Optional;

/// A session as it is stored.
///
/// @param issueRef empty for a session that works on no issue
/// @param name what its user calls it
/// @param parentId the orchestrator that has started it
/// @param baseId the base that it is, or will be, forked from
/// @param operation a change of the whole session that is under way
/// @param operationOwner the process that carries that change out
public record Session(
        SessionId sessionId,
        ProjectId projectId,
        Kind kind,
        Optional<IssueRef> issueRef,
        Optional<SessionName> name,
        SessionRole role,
        Optional<SessionId> parentId,
        String harness,
        Optional<String> baseId,
        Optional<HarnessSessionId> harnessSessionId,
        Optional<String> model,
        PermissionList permissions,
        Instant createdAt,
        Optional<Instant> endedAt,
        Optional<String> endReason,
        Optional<Operation> operation,
        Optional<ProcessIdentity> operationOwner) {

    /// What a session is for.
    public enum Kind {
        /// Works on an issue in a worktree of its own.
        ISSUE,
        /// Works in a worktree of its own on what its prompts say.
        FREE,
        /// Makes a base session in the main worktree by its one turn.
        BASE
    }

    /// A change of a whole session that takes several steps.
    public enum Operation {
        /// Its worktree and its harness session are being removed.
        ENDING,
        /// Its turn is being ended; then it is ended, and its worktree stays.
        KILLING,
        /// It was ended, and the worktree that it has left is being removed.
        CLEARING,
        /// Its worktree is being made anew from what was preserved.
        REVIVING
    }

    /// A session that has nothing but its intent yet.
    ///
    /// @param issue what it is to work on, or empty when its prompts alone say
    /// @param permissions granted to it, those of the base included
    public static Session planned(
            SessionId id,
            Optional<IssueRef> issue,
            Optional<SessionName> name,
            SessionRole role,
            Optional<SessionId> parent,
            Base base,
            Optional<String> model,
            PermissionList permissions,
            Instant now) {
        return new Session(
                id,
                base.projectId(),
                issue.isPresent() ? Kind.ISSUE : Kind.FREE,
                issue,
                name,
                role,
                parent,
                base.harness(),
                Optional.of(base.baseId()),
                Optional.empty(),
                model,
                permissions,
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// A session that is to make a base by its one turn.
    public static Session forBase(
            SessionId id,
            ProjectId project,
            String harness,
            Optional<String> model,
            PermissionList permissions,
            Instant now) {
        return new Session(
                id,
                project,
                Kind.BASE,
                Optional.empty(),
                Optional.empty(),
                SessionRole.WORKER,
                Optional.empty(),
                harness,
                Optional.empty(),
                Optional.empty(),
                model,
                permissions,
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// The same session with what its next turn wants.
    public Session withOptions(Optional<String> newModel, PermissionList newPermissions) {
        return new Session(
                sessionId,
                projectId,
                kind,
                issueRef,
                name,
                role,
                parentId,
                harness,
                baseId,
                harnessSessionId,
                newModel,
                newPermissions,
                createdAt,
                endedAt,
                endReason,
                operation,
                operationOwner);
    }

    public boolean isLive() {
        return endedAt.isEmpty();
    }

    /// What a person calls it: its issue, else its name, else its id.
    public String label() {
        return issueRef.map(IssueRef::toString)
                .or(() -> name.map(SessionName::value))
                .orElse(sessionId.value());
    }
}
