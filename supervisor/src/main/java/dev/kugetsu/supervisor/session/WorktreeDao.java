package dev.kugetsu.supervisor.session;

import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.store.HostId;
import dev.kugetsu.worktrees.BranchName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// Rows of `worktrees`.
@RegisterConstructorMapper(SessionWorktree.class)
public interface WorktreeDao {

    String SELECT = """
            SELECT session_id, state, path, branch, base_commit, base_name, created_at, removed_at
            FROM worktrees
            """;

    @SqlQuery(SELECT + "WHERE session_id = :sessionId")
    Optional<SessionWorktree> find(SessionId sessionId);

    @SqlQuery(SELECT + "WHERE host_id = :hostId ORDER BY created_at")
    List<SessionWorktree> list(HostId hostId);

    @SqlUpdate("""
            INSERT INTO worktrees (session_id, host_id, state, path, branch, base_commit, base_name, created_at)
            VALUES (:sessionId, :hostId, :state, :path, :branch, :baseCommit, :baseName, :createdAt)
            """)
    void insert(@BindMethods SessionWorktree worktree, HostId hostId);

    @SqlUpdate("UPDATE worktrees SET branch = :branch WHERE session_id = :sessionId")
    void setBranch(SessionId sessionId, BranchName branch);

    @SqlUpdate("""
            UPDATE worktrees SET state = :to, removed_at = CASE :to WHEN 'REMOVED' THEN :now END
            WHERE session_id = :sessionId AND state <> :to
            """)
    boolean become(SessionId sessionId, SessionWorktree.State to, Instant now);

    /// It is gone, and this is all that its removal has saved.
    @SqlUpdate("""
            UPDATE worktrees SET state = 'REMOVED', removed_at = :now, preserved_ref = :preservedRef
            WHERE session_id = :sessionId
            """)
    boolean recordRemoval(SessionId sessionId, Optional<String> preservedRef, Instant now);

    /// What the last removal has saved.
    @SqlQuery("SELECT preserved_ref FROM worktrees WHERE session_id = :sessionId AND preserved_ref IS NOT NULL")
    Optional<String> findPreservedRef(SessionId sessionId);

    /// Work that a removal has saved.
    record Saved(SessionId sessionId, String preservedRef) {}

    @SqlQuery("SELECT session_id, preserved_ref FROM worktrees WHERE host_id = :hostId AND preserved_ref IS NOT NULL")
    @RegisterConstructorMapper(Saved.class)
    List<Saved> listSaved(HostId hostId);

    /// That work is not kept any more; `false` when no record names it.
    @SqlUpdate("UPDATE worktrees SET preserved_ref = NULL WHERE preserved_ref = :ref")
    boolean forgetPreserved(String ref);

    @SqlUpdate("DELETE FROM worktrees WHERE session_id = :sessionId")
    void delete(SessionId sessionId);
}
