package dev.kugetsu.supervisor.session;

import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.IssueRef;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.SessionName;
import dev.kugetsu.supervisor.store.HostId;
import dev.kugetsu.supervisor.store.PermissionList;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// Rows of `sessions`.
@RegisterConstructorMapper(Session.class)
public interface SessionDao {

    String SELECT = """
            SELECT session_id, project_id, kind, issue_ref, name, role, parent_id, harness, base_id,
                   harness_session_id, model, permissions, created_at, ended_at, end_reason, operation,
                   operation_owner
            FROM sessions
            """;

    @SqlQuery(SELECT + "WHERE session_id = :sessionId")
    Optional<Session> find(SessionId sessionId);

    /// Forges do not tell upper from lower case in the names of owners and repositories.
    @SqlQuery(SELECT + "WHERE issue_ref = :issueRef COLLATE NOCASE AND ended_at IS NULL")
    Optional<Session> findLive(IssueRef issueRef);

    /// Sessions of one issue, the newest first.
    @SqlQuery(SELECT + "WHERE issue_ref = :issueRef COLLATE NOCASE ORDER BY created_at DESC, session_id")
    List<Session> listByIssue(IssueRef issueRef);

    @SqlQuery(SELECT + "WHERE host_id = :hostId AND kind <> 'BASE' AND ended_at IS NULL ORDER BY created_at DESC")
    List<Session> listLive(HostId hostId);

    @SqlQuery(SELECT + "WHERE host_id = :hostId AND kind <> 'BASE' ORDER BY created_at DESC")
    List<Session> listAll(HostId hostId);

    /// Those that make bases too.
    @SqlQuery(SELECT + "WHERE host_id = :hostId ORDER BY created_at")
    List<Session> listAllKinds(HostId hostId);

    @SqlQuery(SELECT + "WHERE host_id = :hostId AND operation IS NOT NULL")
    List<Session> listInOperation(HostId hostId);

    /// Sessions of a name in all projects, live ones first, then the newest.
    @SqlQuery(SELECT + "WHERE name = :name ORDER BY ended_at IS NOT NULL, created_at DESC, session_id")
    List<Session> listByName(SessionName name);

    @SqlQuery(SELECT + "WHERE project_id = :projectId AND name = :name AND ended_at IS NULL")
    Optional<Session> findLive(ProjectId projectId, SessionName name);

    /// What is left of a project that can be removed only without it: live sessions, those that make bases too.
    @SqlQuery(SELECT + "WHERE project_id = :projectId AND ended_at IS NULL ORDER BY created_at DESC")
    List<Session> listLiveOf(ProjectId projectId);

    @SqlQuery("SELECT EXISTS (SELECT 1 FROM projects WHERE project_id = :projectId AND archived_at IS NOT NULL)")
    boolean isOfRemovedProject(ProjectId projectId);

    @SqlQuery("SELECT count(*) FROM sessions WHERE parent_id = :parent AND ended_at IS NULL")
    int countLiveChildren(SessionId parent);

    /// Sessions whose id begins with a prefix; `substr`, because a `LIKE` pattern would need its wildcards
    /// escaped.
    @SqlQuery(SELECT + "WHERE substr(session_id, 1, length(:prefix)) = :prefix ORDER BY session_id LIMIT :limit")
    List<Session> listByPrefix(String prefix, int limit);

    /// Live sessions of a base in the making.
    @SqlQuery(SELECT + """
                      WHERE project_id = :projectId AND host_id = :hostId AND harness = :harness AND kind = 'BASE'
                        AND ended_at IS NULL
                      """)
    Optional<Session> findBaseInTheMaking(ProjectId projectId, HostId hostId, String harness);

    @SqlUpdate("""
            INSERT INTO sessions (session_id, project_id, host_id, kind, issue_ref, name, role, parent_id, harness,
                                  base_id, harness_session_id, model, permissions, created_at)
            VALUES (:sessionId, :projectId, :hostId, :kind, :issueRef, :name, :role, :parentId, :harness, :baseId,
                    :harnessSessionId, :model, :permissions, :createdAt)
            """)
    void insert(@BindMethods Session session, HostId hostId);

    @SqlUpdate("UPDATE sessions SET harness_session_id = :harnessSessionId WHERE session_id = :sessionId")
    void setHarnessSession(SessionId sessionId, Optional<HarnessSessionId> harnessSessionId);

    @SqlUpdate("UPDATE sessions SET model = :model, permissions = :permissions WHERE session_id = :sessionId")
    void setOptions(SessionId sessionId, Optional<String> model, PermissionList permissions);

    @SqlUpdate("UPDATE sessions SET base_id = :baseId WHERE session_id = :sessionId")
    void setBase(SessionId sessionId, String baseId);

    /// `false` when it is not live any more.
    @SqlUpdate("UPDATE sessions SET name = :name WHERE session_id = :sessionId AND ended_at IS NULL")
    boolean rename(SessionId sessionId, SessionName name);

    /// Ends a session and any change of it that is under way; `false` when it has ended before.
    @SqlUpdate("""
            UPDATE sessions SET ended_at = :now, end_reason = :reason, operation = NULL, operation_owner = NULL
            WHERE session_id = :sessionId AND ended_at IS NULL
            """)
    boolean end(SessionId sessionId, String reason, Instant now);

    /// Begins a change in place of the one that another has left, if any; `false` when somebody else was first,
    /// or when the session is not live, or not ended, as the change needs it.
    @SqlUpdate("""
            UPDATE sessions SET operation = :operation, operation_owner = :owner
            WHERE session_id = :sessionId AND operation_owner IS :left
              AND (ended_at IS NOT NULL) = (:operation IN ('CLEARING', 'REVIVING'))
            """)
    boolean begin(
            SessionId sessionId, Session.Operation operation, Optional<ProcessIdentity> left, ProcessIdentity owner);

    /// Makes an ended session live again.
    @SqlUpdate("""
            UPDATE sessions SET ended_at = NULL, end_reason = NULL, operation = NULL, operation_owner = NULL
            WHERE session_id = :sessionId AND ended_at IS NOT NULL
            """)
    boolean revive(SessionId sessionId);

    /// Takes a change over from a process that has died; `false` when another was first.
    @SqlUpdate("""
            UPDATE sessions SET operation_owner = :owner
            WHERE session_id = :sessionId AND operation IS NOT NULL AND operation_owner = :from
            """)
    boolean takeOver(SessionId sessionId, ProcessIdentity from, ProcessIdentity owner);

    @SqlUpdate("UPDATE sessions SET operation = NULL, operation_owner = NULL WHERE session_id = :sessionId")
    void finishOperation(SessionId sessionId);

    @SqlUpdate("DELETE FROM sessions WHERE session_id = :sessionId AND ended_at IS NOT NULL AND operation IS NULL")
    void delete(SessionId sessionId);
}
