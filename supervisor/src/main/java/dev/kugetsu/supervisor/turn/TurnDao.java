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
                   input_tokens, output_tokens, cost_nano_usd, commits, files, insertions, deletions
            FROM turns
            """;

    @SqlQuery(SELECT + "WHERE turn_id = :turnId")
    Optional<Turn> find(TurnId turnId);

    @SqlQuery(SELECT + "WHERE session_id = :sessionId ORDER BY number")
    List<Turn> listOf(SessionId sessionId);

    @SqlQuery(SELECT + "WHERE session_id = :sessionId ORDER BY number DESC LIMIT 1")
    Optional<Turn> findLast(SessionId sessionId);

    /// The newest turn of every session.
    @SqlQuery(SELECT + """
                      WHERE host_id = :hostId
                        AND number = (SELECT max(number) FROM turns latest WHERE latest.session_id = turns.session_id)
                      """)
    List<Turn> listLast(HostId hostId);

    @SqlQuery(SELECT + """
                      WHERE host_id = :hostId AND state IN ('QUEUED', 'STARTING', 'RUNNING', 'STOPPING')
                      ORDER BY created_at
                      """)
    List<Turn> listNotEnded(HostId hostId);

    @SqlQuery(SELECT + "WHERE substr(turn_id, 1, length(:prefix)) = :prefix ORDER BY turn_id LIMIT :limit")
    List<Turn> listByPrefix(String prefix, int limit);

    @SqlQuery("SELECT turn_id FROM turns WHERE host_id = :hostId")
    List<TurnId> listIds(HostId hostId);

    @SqlUpdate("""
            INSERT INTO turns (turn_id, session_id, host_id, number, attempt, state, fence, owner, not_before, model,
                               project_limit, debug, first_event_ms, silence_ms, turn_ms, created_at)
            VALUES (:turnId, :sessionId, :hostId, :number, :attempt, :state, :fence, :owner, :notBefore, :model,
                    :projectLimit, :debug, :firstEventMs, :silenceMs, :turnMs, :createdAt)
            """)
    void insert(@BindMethods Turn turn, HostId hostId);

    @SqlUpdate("UPDATE turns SET state = :to WHERE turn_id = :turnId AND state = :from")
    boolean become(TurnId turnId, TurnState from, TurnState to);

    /// Stops a turn that waits for a slot.
    @SqlUpdate("""
            UPDATE turns SET state = 'STOPPED', owner = NULL, ended_at = :now
            WHERE turn_id = :turnId AND state = 'QUEUED'
            """)
    boolean callOff(TurnId turnId, Instant now);

    /// Records the state of the worktree before the agent touches it.
    @SqlUpdate("UPDATE turns SET start_head = :head, start_tree = :tree WHERE turn_id = :turnId AND fence = :fence")
    boolean recordStart(TurnId turnId, long fence, String head, String tree);

    /// The process is there.
    @SqlUpdate("""
            UPDATE turns SET state = 'RUNNING', handle = :handle, started_at = :now
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
                failure_message = :failureMessage, text = :text, input_tokens = :inputTokens,
                output_tokens = :outputTokens, cost_nano_usd = :costNanoUsd, commits = :commits, files = :files,
                insertions = :insertions, deletions = :deletions
            WHERE turn_id = :turnId AND fence = :fence
              AND state IN ('QUEUED', 'STARTING', 'RUNNING', 'STOPPING')
            """)
    boolean end(@BindMethods TurnEnd end);

    @SqlUpdate("DELETE FROM turns WHERE session_id = :sessionId")
    void deleteOf(SessionId sessionId);
}
