package dev.kugetsu.supervisor.cleanup;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionDao;
import java.util.Optional;

/// Live sessions that are in the way of one that is to be brought back.
final class Rivals {

    private Rivals() {}

    /// @throws KugetsuException `CONFLICT` when another live session has its issue or its name
    static void refuse(SessionDao sessions, Session session) {
        Optional<Session> ofIssue = session.issueRef().flatMap(sessions::findLive);
        ofIssue.or(() -> session.name().flatMap(name -> sessions.findLive(session.projectId(), name)))
                .filter(rival -> !rival.sessionId().equals(session.sessionId()))
                .ifPresent(rival -> {
                    throw new KugetsuException(
                            KugetsuException.Kind.CONFLICT,
                            (ofIssue.isPresent() ? "issue " : "the name ") + rival.label() + " has the live session "
                                    + rival.sessionId(),
                            "end or rename that one first: `kugetsu session kill " + rival.sessionId() + "`");
                });
    }
}
