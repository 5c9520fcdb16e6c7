package dev.kugetsu.supervisor.cleanup;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.turn.References;
import dev.kugetsu.supervisor.turn.Turn;
import dev.kugetsu.supervisor.turn.TurnStop;
import java.time.Duration;

/// Ends what turns of a session have not ended. Thread-safe.
record OpenTurns(References references, TurnStop stop) {

    /// Those that wait behind the running one come first, so that none of them begins; blocks until nothing of
    /// them is alive.
    void end(Session session, Duration grace) {
        try {
            for (Turn turn : references.listOpenTurns(session).reversed()) {
                stop.stop(turn.turnId(), grace);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KugetsuException(
                    KugetsuException.Kind.INTERRUPTED,
                    "interrupted while session " + session.sessionId() + " was being ended",
                    "the next command finishes it");
        }
    }
}
