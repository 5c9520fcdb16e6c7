package dev.kugetsu.supervisor.lock;

import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.coordination.LockVerbs.LockKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// Rows of `locks`.
@RegisterConstructorMapper(Lock.class)
interface LockDao {

    String SELECT = """
            SELECT kind, lock_key, agent, agent_session_id, reason, ttl_ms, acquired_at, expires_at FROM locks
            """;

    @SqlQuery(SELECT + "WHERE project_id = :project AND kind = :kind AND lock_key = :key")
    Optional<Lock> find(ProjectId project, LockKind kind, String key);

    /// Locks on that path, on a folder that it is in, and on what is in it.
    @SqlQuery(SELECT + """
                      WHERE project_id = :project AND kind = 'PATH'
                        AND (lock_key = :key
                             OR substr(lock_key, 1, length(:key) + 1) = :key || '/'
                             OR substr(:key, 1, length(lock_key) + 1) = lock_key || '/')
                      ORDER BY lock_key
                      """)
    List<Lock> listAround(ProjectId project, String key);

    @SqlQuery(SELECT + "WHERE project_id = :project ORDER BY kind, lock_key")
    List<Lock> list(ProjectId project);

    /// Of all projects.
    @SqlQuery("SELECT DISTINCT lock_key FROM locks WHERE kind = 'PATH'")
    List<String> listPaths();

    /// Makes a lock or renews the one that is there; whose it was is the affair of the caller.
    @SqlUpdate("""
            INSERT INTO locks (project_id, kind, lock_key, agent, agent_session_id, reason, ttl_ms, acquired_at,
                               expires_at)
            VALUES (:project, :kind, :key, :agent, :session, :reason, :ttl, :now, :expiresAt)
            ON CONFLICT (project_id, kind, lock_key) DO UPDATE
            SET agent_session_id = :session, reason = coalesce(:reason, reason), ttl_ms = :ttl, expires_at = max(expires_at, :expiresAt)
            """)
    void put(
            ProjectId project,
            LockKind kind,
            String key,
            String agent,
            Optional<String> session,
            Optional<String> reason,
            Duration ttl,
            Instant now,
            Instant expiresAt);

    @SqlUpdate("DELETE FROM locks WHERE project_id = :project AND kind = :kind AND lock_key = :key")
    boolean delete(ProjectId project, LockKind kind, String key);
}
