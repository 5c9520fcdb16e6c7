package dev.kugetsu.supervisor.dispatch;

import dev.kugetsu.supervisor.IssueRef;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.TurnQueue.QueuedTurn;
import dev.kugetsu.supervisor.capacity.Verdict;
import dev.kugetsu.supervisor.store.HostId;
import dev.kugetsu.supervisor.turn.Conductor;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/// A turn that waits, as the rows say it; read all at once, because there may be hundreds.
record WaitingTurn(
        TurnId turnId,
        SessionId sessionId,
        Optional<IssueRef> issueRef,
        ProjectId projectId,
        String harness,
        Conductor conductor,
        int number,
        int attempt,
        int priority,
        Instant createdAt,
        Instant notBefore) {

    /// Rows of turns that wait, with their sessions.
    @RegisterConstructorMapper(WaitingTurn.class)
    interface WaitingTurnDao {
        @SqlQuery("""
                SELECT t.turn_id, t.session_id, s.issue_ref, s.project_id, s.harness, t.conductor, t.number, t.attempt,
                       t.priority, t.created_at, t.not_before
                FROM turns t JOIN sessions s ON s.session_id = t.session_id
                WHERE t.host_id = :hostId AND t.state = 'QUEUED'
                """)
        List<WaitingTurn> list(HostId hostId);
    }

    QueuedTurn view(Verdict verdict) {
        return new QueuedTurn(
                turnId.value(),
                sessionId.value(),
                issueRef.map(IssueRef::toString),
                projectId.value(),
                harness,
                conductor.name().toLowerCase(Locale.ROOT),
                number,
                attempt,
                priority,
                verdict.place(),
                verdict.reason(),
                createdAt,
                attempt > 1 ? Optional.of(notBefore) : Optional.empty());
    }
}
