package dev.kugetsu.supervisor.retry;

import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.store.HostId;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// Rows of `attempts`.
@RegisterConstructorMapper(EndedAttempt.class)
@RegisterConstructorMapper(Fruitless.class)
public interface AttemptDao {

    @SqlUpdate("""
            INSERT INTO attempts (turn_id, attempt, session_id, host_id, harness, ended_at, outcome, failure_kind,
                                  failure_message, launched, progressed)
            VALUES (:turnId, :attempt, :sessionId, :hostId, :harness, :endedAt, :outcome, :failureKind,
                    :failureMessage, :launched, :progressed)
            ON CONFLICT DO NOTHING
            """)
    void insert(@BindMethods EndedAttempt attempt, HostId hostId);

    /// The attempts of one turn, the first one first.
    @SqlQuery("""
            SELECT turn_id, attempt, session_id, harness, ended_at, outcome, failure_kind, failure_message, launched,
                   progressed
            FROM attempts
            WHERE turn_id = :turnId
            ORDER BY attempt
            """)
    List<EndedAttempt> listOf(TurnId turnId);

    /// Per session, the failures since its last progress. A limit of the provider is nobody's failure.
    @SqlQuery("""
            SELECT a.session_id AS subject, count(*) AS failures, max(a.ended_at) AS last_at
            FROM attempts a
            WHERE a.host_id = :hostId AND a.ended_at >= :since AND a.progressed = 0
              AND a.outcome IN ('FAILED', 'LOST', 'TIMED_OUT') AND a.failure_kind IS NOT 'rate_limit'
              AND a.ended_at > coalesce((SELECT max(p.ended_at) FROM attempts p
                                         WHERE p.session_id = a.session_id AND p.progressed = 1), 0)
            GROUP BY a.session_id
            HAVING count(*) >= :least
            """)
    List<Fruitless> listFruitlessSessions(HostId hostId, Instant since, int least);

    /// Per harness, likewise; what was never launched says nothing about it.
    @SqlQuery("""
            SELECT a.harness AS subject, count(*) AS failures, max(a.ended_at) AS last_at
            FROM attempts a
            WHERE a.host_id = :hostId AND a.ended_at >= :since AND a.progressed = 0 AND a.launched = 1
              AND a.outcome IN ('FAILED', 'LOST', 'TIMED_OUT') AND a.failure_kind IS NOT 'rate_limit'
              AND a.ended_at > coalesce((SELECT max(p.ended_at) FROM attempts p
                                         WHERE p.host_id = a.host_id AND p.harness = a.harness AND p.progressed = 1), 0)
            GROUP BY a.harness
            HAVING count(*) >= :least
            """)
    List<Fruitless> listFruitlessHarnesses(HostId hostId, Instant since, int least);
}
