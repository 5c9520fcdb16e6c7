package dev.kugetsu.supervisor.turn;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.SessionRole;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionDao;

/// Decides whether a new session may be what it is to be: only a live orchestrator has workers, in its own
/// project, and not more than its limit; workers have none. Called within the transaction that inserts the
/// session.
final class Parentage {

    private Parentage() {}

    /// @throws KugetsuException `CONFLICT` when it may not, or when its project has just been removed
    static void require(SessionDao sessions, Session session, int maxWorkers) {
        if (sessions.isOfRemovedProject(session.projectId())) {
            throw conflict(
                    "project '" + session.projectId() + "' has been removed",
                    "add it again with `kugetsu project add --path …`");
        }
        session.parentId().flatMap(sessions::find).ifPresent(parent -> require(sessions, session, parent, maxWorkers));
    }

    private static void require(SessionDao sessions, Session session, Session parent, int maxWorkers) {
        if (!parent.isLive()
                || parent.role() != SessionRole.ORCHESTRATOR
                || !parent.projectId().equals(session.projectId())
                || session.role() != SessionRole.WORKER) {
            throw conflict(
                    "session " + parent.sessionId() + " cannot have this worker: only a live orchestrator has workers, "
                            + "in its own project, and no orchestrators below it",
                    "see `kugetsu show " + parent.sessionId() + "`");
        }
        int workers = sessions.countLiveChildren(parent.sessionId());
        if (workers >= maxWorkers) {
            throw conflict(
                    "orchestrator " + parent.sessionId() + " has " + workers + " live workers, as many as it may",
                    "end one of them with `kugetsu session kill`, or raise orchestrator.max_workers in config.toml");
        }
    }

    private static KugetsuException conflict(String message, String next) {
        return new KugetsuException(KugetsuException.Kind.CONFLICT, message, next);
    }
}
