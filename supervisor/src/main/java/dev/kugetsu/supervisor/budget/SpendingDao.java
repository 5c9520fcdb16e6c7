package dev.kugetsu.supervisor.budget;

import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionId;
import java.time.Instant;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// Rows of `spendings`.
@RegisterConstructorMapper(Spent.class)
public interface SpendingDao {

    String SUM = """
            SELECT coalesce(sum(input_tokens + output_tokens), 0) AS tokens,
                   coalesce(sum(cost_nano_usd), 0) AS cost_nano_usd
            FROM spendings
            """;

    @SqlQuery(SUM + "WHERE session_id = :sessionId")
    Spent sumOf(SessionId sessionId);

    @SqlQuery(SUM + "WHERE project_id = :projectId")
    Spent sumOf(ProjectId projectId);

    /// Of the attempts that have ended since then, and of those that run.
    @SqlQuery(SUM + "WHERE ended_at >= :since OR ended_at IS NULL")
    Spent sumSince(Instant since);

    /// Adds what a running attempt reports.
    @SqlUpdate("""
            INSERT INTO spendings (turn_id, attempt, session_id, project_id, harness, input_tokens, output_tokens,
                                   cost_nano_usd)
            VALUES (:turnId, :attempt, :sessionId, :projectId, :harness, :inputTokens, :outputTokens, :costNanoUsd)
            ON CONFLICT (turn_id, attempt) DO UPDATE
            SET input_tokens = input_tokens + excluded.input_tokens,
                output_tokens = output_tokens + excluded.output_tokens,
                cost_nano_usd = cost_nano_usd + excluded.cost_nano_usd
            """)
    void add(@BindMethods Spending more);

    /// The last word on an attempt that has ended.
    @SqlUpdate("""
            INSERT INTO spendings (turn_id, attempt, session_id, project_id, harness, ended_at, input_tokens,
                                   output_tokens, cost_nano_usd)
            VALUES (:turnId, :attempt, :sessionId, :projectId, :harness, :endedAt, :inputTokens, :outputTokens,
                    :costNanoUsd)
            ON CONFLICT (turn_id, attempt) DO UPDATE
            SET ended_at = excluded.ended_at, input_tokens = excluded.input_tokens,
                output_tokens = excluded.output_tokens, cost_nano_usd = excluded.cost_nano_usd
            """)
    void settle(@BindMethods Spending all, Instant endedAt);
}
