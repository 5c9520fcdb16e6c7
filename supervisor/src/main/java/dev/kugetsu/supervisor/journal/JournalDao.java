package dev.kugetsu.supervisor.journal;

import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.coordination.JournalVerbs.DecisionView;
import dev.kugetsu.supervisor.coordination.JournalVerbs.JournalEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/// Reads `journal`.
@RegisterConstructorMapper(DecisionView.class)
@RegisterConstructorMapper(JournalEntry.class)
interface JournalDao {

    /// The newest first.
    ///
    /// @param kind whole, or its first word
    @SqlQuery("""
            SELECT seq, at, agent, agent_session_id, kind, subject, text FROM journal
            WHERE project_id = :project AND at >= :since
              AND (:agent IS NULL OR agent = :agent OR agent_session_id = :agent OR agent_session_id IN
                   (SELECT s.agent_session_id FROM agent_sessions s WHERE s.given_id = :agent))
              AND (:kind IS NULL OR kind = :kind OR substr(kind, 1, length(:kind) + 1) = :kind || '_')
            ORDER BY seq DESC LIMIT :limit
            """)
    List<JournalEntry> list(ProjectId project, Instant since, Optional<String> agent, Optional<String> kind, int limit);

    /// The newest first.
    @SqlQuery("""
            SELECT seq, at, agent, agent_session_id, text FROM journal
            WHERE project_id = :project AND at >= :since AND kind = 'decision_made'
              AND (:agent IS NULL OR agent = :agent OR agent_session_id = :agent OR agent_session_id IN
                   (SELECT s.agent_session_id FROM agent_sessions s WHERE s.given_id = :agent))
            ORDER BY seq DESC LIMIT :limit
            """)
    List<DecisionView> listDecisions(ProjectId project, Instant since, Optional<String> agent, int limit);
}
