package dev.kugetsu.supervisor.turn;

import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.session.SessionDao;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// Writes down that sessions have ended with their turns.
final class SessionRecords {

    private SessionRecords() {}

    /// What waits in the queue for a session has nothing to wait for any more.
    static void end(Handle handle, SessionId session, String reason, Instant now) {
        handle.attach(TurnDao.class).callOffAll(session, now);
        handle.attach(SessionDao.class).end(session, reason, now);
    }
}
