package dev.kugetsu.supervisor.cleanup;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.SessionName;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionDao;
import dev.kugetsu.supervisor.store.Store;

/// Gives live sessions names. Thread-safe.
record SessionRenaming(Store store) {

    void rename(Session session, SessionName name) {
        boolean isLive = store.write(handle -> {
            SessionDao sessions = handle.attach(SessionDao.class);
            sessions.findLive(session.projectId(), name)
                    .filter(other -> !other.sessionId().equals(session.sessionId()))
                    .ifPresent(other -> {
                        throw conflict(
                                "session " + other.sessionId() + " of project '" + other.projectId() + "' is called '"
                                        + name + "'",
                                "choose another name, or rename that one first");
                    });
            return sessions.rename(session.sessionId(), name);
        });
        if (!isLive) {
            throw conflict(
                    "session " + session.sessionId() + " has just been ended",
                    "bring it back with `kugetsu session restore " + session.sessionId() + "`");
        }
    }

    private static KugetsuException conflict(String message, String next) {
        return new KugetsuException(KugetsuException.Kind.CONFLICT, message, next);
    }
}
