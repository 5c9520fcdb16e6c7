package dev.kugetsu.supervisor.access;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.SessionRef;
import dev.kugetsu.supervisor.SessionRole;
import dev.kugetsu.supervisor.SessionView;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.access.Scope.Operation;
import dev.kugetsu.supervisor.access.Scope.Target;
import java.util.Locale;
import java.util.Optional;

/// Lets an agent through or refuses it, as its scope says. Thread-safe.
///
/// @param supervisor the one behind the gate
record Gate(Supervisor supervisor, Scope scope) {

    /// The session that is meant, by its id: the reference could mean another one a moment later.
    ///
    /// @throws KugetsuException `CONFLICT` when the agent may not do this with it, and in the same words when there
    ///   is no such session or are several: an agent is told nothing of foreign ones
    SessionRef require(Operation operation, SessionRef ref) {
        return find(ref)
                .filter(session -> permits(operation, session))
                .map(session -> new SessionRef(session.sessionId(), ref.directory()))
                .orElseThrow(() ->
                        refusal(words(operation) + " session " + ref.text().strip() + ", or there is none"));
    }

    private Optional<SessionView> find(SessionRef ref) {
        try {
            return Optional.of(supervisor.sessions().get(ref).session());
        } catch (KugetsuException e) {
            return switch (e.kind()) {
                case NOT_FOUND, GONE, INVALID_INPUT, CONFLICT -> Optional.empty();
                case UNAVAILABLE, FAILED, INTERRUPTED -> throw e;
            };
        }
    }

    /// The same for a reference that may name one turn of the session, whose id means the same for ever.
    SessionRef requireTurn(Operation operation, SessionRef ref) {
        SessionRef session = require(operation, ref);
        return ref.text().strip().startsWith(TurnId.PREFIX) ? ref : session;
    }

    boolean permits(Operation operation, SessionView session) {
        return scope.permits(
                operation,
                new Target(
                        new SessionId(session.sessionId()),
                        new ProjectId(session.project()),
                        session.parentId().map(SessionId::new)));
    }

    /// The parent of what the agent starts in a project.
    ///
    /// @throws KugetsuException `CONFLICT` when it may not
    Optional<SessionId> requireStart(ProjectId project, SessionRole role) {
        if (!scope.permitsStart(project, role)) {
            throw refusal("start " + (role == SessionRole.ORCHESTRATOR ? "orchestrators" : "sessions") + " in project '"
                    + project + "'");
        }
        return Optional.of(scope.self());
    }

    /// What is said to an agent that wants too much.
    KugetsuException refusal(String wanted) {
        return new KugetsuException(
                KugetsuException.Kind.CONFLICT,
                "session " + scope.self() + " is " + role() + " and may not " + wanted,
                "leave it to the user, or ask "
                        + scope.parent()
                                .map(parent -> "your orchestrator: `kugetsu send " + parent + " \"…\"`")
                                .orElse("the user in your last answer"));
    }

    private String role() {
        return switch (scope.role()) {
            case WORKER -> "a worker";
            case ORCHESTRATOR -> "an orchestrator";
        };
    }

    private static String words(Operation operation) {
        return switch (operation) {
            case LOOK -> "look at";
            case READ_LOGS -> "read the logs of";
            case SEND -> "send to";
            case CONTINUE, STOP, KILL, RENAME, RESTORE, DESTROY ->
                operation.name().toLowerCase(Locale.ROOT);
        };
    }
}
