package dev.kugetsu.supervisor.verb;

import dev.kugetsu.supervisor.ProjectId;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// Appends to `journal`.
interface JournalWriter {

    @SqlUpdate("""
            INSERT INTO journal (at, project_id, agent, agent_session_id, kind, subject, text)
            VALUES (:at, :project, :agent, :agentSession, :kind, :subject, :text)
            """)
    void insert(
            Instant at,
            ProjectId project,
            String agent,
            Optional<String> agentSession,
            String kind,
            Optional<String> subject,
            Optional<String> text);
}
