package dev.kugetsu.supervisor.agent;

import dev.kugetsu.supervisor.IssueRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// Rows of `agent_claims`.
@RegisterConstructorMapper(Claim.class)
interface ClaimDao {

    String SELECT = """
            SELECT c.claim_id, c.agent_session_id, s.agent, c.issue_ref, c.prompt, c.claimed_at, c.released_at
            FROM agent_claims c JOIN agent_sessions s ON s.agent_session_id = c.agent_session_id
            """;

    /// `false` when it is open already.
    @SqlUpdate("""
            INSERT INTO agent_claims (agent_session_id, issue_ref, prompt, claimed_at)
            VALUES (:session, :issue, :prompt, :now)
            ON CONFLICT DO NOTHING
            """)
    boolean insert(String session, IssueRef issue, Optional<String> prompt, Instant now);

    @SqlUpdate("""
            UPDATE agent_claims SET prompt = :prompt
            WHERE agent_session_id = :session AND issue_ref = :issue COLLATE NOCASE AND released_at IS NULL
            """)
    void setPrompt(String session, IssueRef issue, String prompt);

    @SqlUpdate("UPDATE agent_claims SET released_at = :now WHERE claim_id = :claimId AND released_at IS NULL")
    boolean release(long claimId, Instant now);

    @SqlQuery(SELECT + "WHERE c.claim_id = :claimId")
    Optional<Claim> find(long claimId);

    @SqlQuery(SELECT + """
                      WHERE c.agent_session_id = :session AND c.issue_ref = :issue COLLATE NOCASE
                        AND c.released_at IS NULL
                      """)
    Optional<Claim> findOpen(String session, IssueRef issue);

    /// Open ones, the newest first.
    @SqlQuery(SELECT + "WHERE c.agent_session_id = :session AND c.released_at IS NULL ORDER BY c.claim_id DESC")
    List<Claim> listOpen(String session);

    /// Open and closed ones, the newest first.
    @SqlQuery(SELECT + "WHERE c.agent_session_id = :session ORDER BY c.claim_id DESC")
    List<Claim> listAll(String session);
}
