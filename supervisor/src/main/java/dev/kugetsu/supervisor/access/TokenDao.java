package dev.kugetsu.supervisor.access;

import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.SessionRole;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// Rows of `tokens`.
interface TokenDao {

    @SqlUpdate("""
            INSERT INTO tokens (token_hash, session_id, scope, created_at) VALUES (:hash, :sessionId, :scope, :now)
            """)
    void insert(String hash, SessionId sessionId, SessionRole scope, Instant now);

    @SqlUpdate("UPDATE tokens SET revoked_at = :now WHERE session_id = :sessionId AND revoked_at IS NULL")
    void revokeOf(SessionId sessionId, Instant now);

    @SqlQuery("SELECT created_at FROM tokens WHERE session_id = :sessionId AND revoked_at IS NULL")
    Optional<Instant> findIssue(SessionId sessionId);

    /// The session that a token speaks for as long as it is live.
    @SqlQuery("""
            SELECT s.session_id
            FROM tokens t JOIN sessions s ON s.session_id = t.session_id
            WHERE t.token_hash = :hash AND t.revoked_at IS NULL AND s.ended_at IS NULL
            """)
    Optional<SessionId> findSession(String hash);
}
