package dev.kugetsu.supervisor.reservation;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationState;
import dev.kugetsu.supervisor.store.HostId;
import dev.kugetsu.worktrees.BranchName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// Rows of `reservations`.
@RegisterConstructorMapper(Reservation.class)
interface ReservationDao {

    String SELECT = """
            SELECT reservation_id, project_id, branch, anchor, agent, agent_session_id, session_id, task, process, placing,
                   fence, state, lease_ms, reserved_at, heartbeat_at, ready_at, ready_commit, ended_at
            FROM reservations
            """;

    @SqlQuery(SELECT + "WHERE reservation_id = :id")
    Optional<Reservation> find(String id);

    @SqlQuery(SELECT + "WHERE token_hash = :hash")
    Optional<Reservation> findByToken(String hash);

    @SqlQuery(SELECT + "WHERE project_id = :project AND branch = :branch AND state = 'ACTIVE'")
    Optional<Reservation> findActive(ProjectId project, BranchName branch);

    /// The last one of a branch, active or not.
    @SqlQuery(SELECT + "WHERE project_id = :project AND branch = :branch ORDER BY fence DESC LIMIT 1")
    Optional<Reservation> findNewest(ProjectId project, BranchName branch);

    /// The one that an agent has, or else the last one that it has had, of a branch or of any. Where a clock
    /// was set back, the last one is not the latest.
    @SqlQuery(SELECT + """
                      WHERE project_id = :project AND agent = :agent AND (:branch IS NULL OR branch = :branch)
                      ORDER BY state = 'ACTIVE' DESC, reserved_at DESC, fence DESC LIMIT 1
                      """)
    Optional<Reservation> findNewestOf(ProjectId project, String agent, Optional<BranchName> branch);

    @SqlQuery(SELECT + "WHERE project_id = :project AND agent = :agent AND state = 'ACTIVE' ORDER BY branch")
    List<Reservation> listActiveOf(ProjectId project, String agent);

    @SqlQuery(SELECT + """
                      WHERE project_id = :project AND (:branch IS NULL OR branch = :branch)
                        AND (:all OR state = 'ACTIVE')
                      ORDER BY branch, fence DESC
                      """)
    List<Reservation> list(ProjectId project, Optional<BranchName> branch, boolean all);

    /// With the next fence of the branch; nobody may have it.
    @SqlUpdate("""
            INSERT INTO reservations (reservation_id, project_id, host_id, branch, anchor, agent, agent_session_id, task,
                                      process, placing, token_hash, fence, state, lease_ms, reserved_at, heartbeat_at)
            SELECT :id, :project, :host, :branch, :anchor, :agent, :session, :task, :process, :placing, :hash,
                   1 + coalesce((SELECT max(fence) FROM reservations WHERE project_id = :project AND branch = :branch), 0),
                   'ACTIVE', :lease, :now, :now
            """)
    void insert(
            String id,
            ProjectId project,
            HostId host,
            BranchName branch,
            String anchor,
            String agent,
            Optional<String> session,
            Optional<String> task,
            Optional<ProcessIdentity> process,
            ProcessIdentity placing,
            String hash,
            Optional<Duration> lease,
            Instant now);

    /// The branch is where it has to be; `false` when the reservation has ended meanwhile.
    @SqlUpdate("UPDATE reservations SET placing = NULL WHERE reservation_id = :id AND state = 'ACTIVE'")
    boolean settle(String id);

    @SqlUpdate("UPDATE reservations SET heartbeat_at = :now WHERE reservation_id = :id AND state = 'ACTIVE'")
    boolean renew(String id, Instant now);

    @SqlUpdate("""
            UPDATE reservations SET ready_at = :now, ready_commit = :commit, heartbeat_at = :now
            WHERE reservation_id = :id AND state = 'ACTIVE'
            """)
    boolean markReady(String id, String commit, Instant now);

    /// `false` when it has ended before.
    @SqlUpdate("""
            UPDATE reservations SET state = :to, ended_at = :now, placing = NULL
            WHERE reservation_id = :id AND state = 'ACTIVE'
            """)
    boolean end(String id, ReservationState to, Instant now);
}
