package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.store.HostId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// Rows of `turns`. Every change of a running turn names the fence under which it was decided; `false` means
/// that another process has taken the turn over or has been quicker.
@RegisterConstructorMapper(Turn.class)
public interface TurnDao {

    String SELECT = """
            SELECT turn_id, session_id, number, attempt, state, fence, owner, handle, not_before, model,
                   project_limit, debug, first_event_ms, silence_ms, turn_ms, created_at, started_at, ended_at, last_event_at,
                   observed_bytes, retrying, start_head, start_tree, failure_kind, failure_message, text,
                   input_tokens, output_tokens, cost_nano_usd, commits, files, insertions, deletions, conductor, plan,
                   priority
            FROM turns
            """;

    @SqlQuery(SELECT + "WHERE turn_id = :turnId")
    Optional<Turn> find(TurnId turnId);

    @SqlQuery(SELECT + "WHERE session_id = :sessionId ORDER BY number")
    List<Turn> listOf(SessionId sessionId);

    /// The turn that tells how a session is doing: the one that holds a slot, else the next that waits, else
    /// the one that ended last.
    String CURRENT = """
            ORDER BY CASE state WHEN 'QUEUED' THEN 1 WHEN 'STARTING' THEN 0 WHEN 'RUNNING' THEN 0
                                WHEN 'STOPPING' THEN 0 ELSE 2 END,
                     CASE state WHEN 'QUEUED' THEN number ELSE 0 END, ended_at DESC, number DESC
            LIMIT 1
            """;

    @SqlQuery(SELECT + "WHERE session_id = :sessionId " + CURRENT)
    Optional<Turn> findCurrent(SessionId sessionId);

    /// The current turn of every session.
    @SqlQuery(SELECT + """
                      WHERE host_id = :hostId
                        AND turn_id = (SELECT turn_id FROM turns current WHERE current.session_id = turns.session_id
                      """ + CURRENT + ")")
    List<Turn> listCurrent(HostId hostId);

    @SqlQuery("SELECT coalesce(max(number), 0) FROM turns WHERE session_id = :sessionId")
    int findLastNumber(SessionId sessionId);

    /// Turns of a session that have not ended, the last one first.
    @SqlQuery(SELECT + """
                      WHERE session_id = :sessionId AND state IN ('QUEUED', 'STARTING', 'RUNNING', 'STOPPING')
                      ORDER BY number DESC
                      """)
    List<Turn> listNotEnded(SessionId sessionId);

    /// Turns that run, or are to end, and that nobody looks after.
    @SqlQuery(SELECT + """
                      WHERE host_id = :hostId AND state IN ('RUNNING', 'STOPPING') AND owner IS NULL
                      ORDER BY created_at
                      """)
    List<Turn> listLeft(HostId hostId);

    @SqlQuery(SELECT + """
                      WHERE host_id = :hostId AND state IN ('QUEUED', 'STARTING', 'RUNNING', 'STOPPING')
                      ORDER BY created_at
                      """)
    List<Turn> listNotEnded(HostId hostId);

    @SqlQuery(SELECT + "WHERE substr(turn_id, 1, length(:prefix)) = :prefix ORDER BY turn_id LIMIT :limit")
    List<Turn> listByPrefix(String prefix, int limit);

    /// How many turns of the queue are being prepared.
    @SqlQuery("SELECT count(*) FROM turns WHERE host_id = :hostId AND state = 'STARTING' AND conductor = 'QUEUE'")
    int countStarting(HostId hostId);

    @SqlQuery("SELECT turn_id FROM turns WHERE host_id = :hostId")
    List<TurnId> listIds(HostId hostId);

    @SqlUpdate("""
            INSERT INTO turns (turn_id, session_id, host_id, number, attempt, state, fence, owner, not_before, model,
                               project_limit, debug, first_event_ms, silence_ms, turn_ms, created_at, conductor,
                               plan, priority)
            VALUES (:turnId, :sessionId, :hostId, :number, :attempt, :state, :fence, :owner, :notBefore, :model,
                    :projectLimit, :debug, :firstEventMs, :silenceMs, :turnMs, :createdAt, :conductor, :plan,
                    :priority)
            """)
    void insert(@BindMethods Turn turn, HostId hostId);

    @SqlUpdate("UPDATE turns SET state = :to WHERE turn_id = :turnId AND state = :from")
    boolean become(TurnId turnId, TurnState from, TurnState to);

    /// Takes a turn from the queue.
    @SqlUpdate("""
            UPDATE turns SET state = 'STARTING', owner = :owner, fence = fence + 1
            WHERE turn_id = :turnId AND state = 'QUEUED' AND conductor = 'QUEUE'
            """)
    boolean grant(TurnId turnId, ProcessIdentity owner);

    /// Sends a turn back to the queue for another attempt; `false` when somebody has asked for its end.
    @SqlUpdate("""
            UPDATE turns
            SET state = 'QUEUED', owner = NULL, handle = NULL, attempt = attempt + 1, not_before = :notBefore,
                observed_bytes = 0, checkpoint = NULL, retrying = NULL, failure_kind = :failureKind, failure_message = :failureMessage
            WHERE turn_id = :turnId AND fence = :fence AND state = :from
            """)
    boolean sendBack(
            TurnId turnId,
            long fence,
            TurnState from,
            Instant notBefore,
            Optional<String> failureKind,
            Optional<String> failureMessage);

    /// Adds what an attempt has done to what those before it did.
    @SqlUpdate("""
            UPDATE turns
            SET text = :text, input_tokens = input_tokens + :inputTokens,
                output_tokens = output_tokens + :outputTokens, cost_nano_usd = cost_nano_usd + :costNanoUsd,
                commits = :commits, files = :files, insertions = :insertions, deletions = :deletions
            WHERE turn_id = :turnId
            """)
    void addAttempt(@BindMethods TurnEnd end);

    /// Notes why a running turn is being ended, so that whoever records its end knows.
    @SqlUpdate("""
            UPDATE turns SET failure_kind = :failureKind, failure_message = :failureMessage
            WHERE turn_id = :turnId AND fence = :fence AND state = 'RUNNING'
            """)
    boolean recordBreach(TurnId turnId, long fence, String failureKind, String failureMessage);

    /// Stops all turns of a session that wait for a slot.
    @SqlUpdate("""
            UPDATE turns SET state = 'STOPPED', owner = NULL, ended_at = :now
            WHERE session_id = :sessionId AND state = 'QUEUED'
            """)
    int callOffAll(SessionId sessionId, Instant now);

    /// Stops a turn that waits for a slot.
    @SqlUpdate("""
            UPDATE turns SET state = 'STOPPED', owner = NULL, ended_at = :now
            WHERE turn_id = :turnId AND state = 'QUEUED'
            """)
    boolean callOff(TurnId turnId, Instant now);

    /// Records the state of the worktree before the agent touches it for the first time.
    @SqlUpdate("""
            UPDATE turns SET start_head = :head, start_tree = :tree
            WHERE turn_id = :turnId AND fence = :fence AND started_at IS NULL
            """)
    boolean recordStart(TurnId turnId, long fence, String head, String tree);

    /// The process is there.
    @SqlUpdate("""
            UPDATE turns
            SET state = 'RUNNING', handle = :handle, started_at = coalesce(started_at, :now), failure_kind = NULL,
                failure_message = NULL
            WHERE turn_id = :turnId AND fence = :fence AND state = 'STARTING'
            """)
    boolean becomeRunning(TurnId turnId, long fence, ProcessIdentity handle, Instant now);

    /// The process turned out to be there although somebody has asked for the turn's end.
    @SqlUpdate("""
            UPDATE turns SET handle = :handle, started_at = coalesce(started_at, :now)
            WHERE turn_id = :turnId AND fence = :fence AND handle IS NULL
            """)
    boolean recordHandle(TurnId turnId, long fence, ProcessIdentity handle, Instant now);

    @SqlUpdate("""
            UPDATE turns SET last_event_at = :at, retrying = :retrying
            WHERE turn_id = :turnId AND fence = :fence AND state IN ('RUNNING', 'STOPPING')
            """)
    boolean recordProgress(TurnId turnId, long fence, Instant at, Optional<String> retrying);

    /// How much of the output has been read, to know later whether there is more.
    @SqlUpdate("UPDATE turns SET observed_bytes = :bytes WHERE turn_id = :turnId AND fence = :fence")
    boolean recordObserved(TurnId turnId, long fence, long bytes);

    /// Where whoever reads on may begin; all events up to there are written.
    @SqlUpdate("UPDATE turns SET checkpoint = :checkpoint WHERE turn_id = :turnId AND fence = :fence")
    boolean recordCheckpoint(TurnId turnId, long fence, String checkpoint);

    @SqlQuery("SELECT checkpoint FROM turns WHERE turn_id = :turnId AND attempt = :attempt AND checkpoint IS NOT NULL")
    Optional<String> findCheckpoint(TurnId turnId, int attempt);

    /// Makes another process the owner; `false` when somebody else has been quicker.
    @SqlUpdate("""
            UPDATE turns SET owner = :owner, fence = fence + 1
            WHERE turn_id = :turnId AND fence = :fence
              AND state IN ('QUEUED', 'STARTING', 'RUNNING', 'STOPPING')
            """)
    boolean takeOver(TurnId turnId, long fence, ProcessIdentity owner);

    /// Leaves a turn to itself.
    @SqlUpdate("UPDATE turns SET owner = NULL WHERE turn_id = :turnId AND fence = :fence")
    boolean letGo(TurnId turnId, long fence);

    @SqlUpdate("""
            UPDATE turns
            SET state = :state, owner = NULL, retrying = NULL, ended_at = :endedAt, failure_kind = :failureKind,
                failure_message = :failureMessage, text = :text, input_tokens = input_tokens + :inputTokens,
                output_tokens = output_tokens + :outputTokens, cost_nano_usd = cost_nano_usd + :costNanoUsd,
                commits = :commits, files = :files, insertions = :insertions, deletions = :deletions
            WHERE turn_id = :turnId AND fence = :fence
              AND state IN ('QUEUED', 'STARTING', 'RUNNING', 'STOPPING')
            """)
    boolean end(@BindMethods TurnEnd end);

    @SqlUpdate("DELETE FROM turns WHERE session_id = :sessionId")
    void deleteOf(SessionId sessionId);
}
