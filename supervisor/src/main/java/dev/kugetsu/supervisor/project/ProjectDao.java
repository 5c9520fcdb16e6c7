package dev.kugetsu.supervisor.project;

import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.store.HostId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// Rows of `projects` and `checkouts`.
@RegisterConstructorMapper(Project.class)
interface ProjectDao {

    String SELECT = """
            SELECT p.project_id, p.remote, c.directory, p.name, p.registered_at, p.archived_at
            FROM projects p JOIN checkouts c ON c.project_id = p.project_id AND c.host_id = :hostId
            """;

    @SqlQuery(SELECT + "WHERE p.project_id = :projectId")
    Optional<Project> find(HostId hostId, ProjectId projectId);

    @SqlQuery(SELECT + "WHERE c.directory = :directory")
    Optional<Project> findByDirectory(HostId hostId, String directory);

    @SqlQuery(SELECT + "WHERE p.remote = :remote COLLATE NOCASE AND p.archived_at IS NULL ORDER BY p.registered_at")
    List<Project> listByRemote(HostId hostId, String remote);

    @SqlQuery(SELECT + "ORDER BY p.project_id")
    List<Project> list(HostId hostId);

    /// Makes a project that was removed one again; `false` when it was not removed.
    @SqlUpdate("UPDATE projects SET archived_at = NULL WHERE project_id = :projectId AND archived_at IS NOT NULL")
    boolean restore(ProjectId projectId);

    @SqlUpdate("UPDATE projects SET archived_at = :now WHERE project_id = :projectId AND archived_at IS NULL")
    boolean archive(ProjectId projectId, Instant now);

    @SqlUpdate("UPDATE projects SET name = :name WHERE project_id = :projectId AND name IS NOT :name")
    void rename(ProjectId projectId, Optional<String> name);

    @SqlQuery("SELECT EXISTS (SELECT 1 FROM projects WHERE project_id = :projectId)")
    boolean isTaken(ProjectId projectId);

    @SqlUpdate("INSERT INTO projects (project_id, remote, registered_at) VALUES (:projectId, :remote, :now)")
    void insert(ProjectId projectId, Optional<String> remote, Instant now);

    @SqlUpdate("INSERT INTO checkouts (project_id, host_id, directory) VALUES (:projectId, :hostId, :directory)")
    void insertCheckout(ProjectId projectId, HostId hostId, String directory);

    @SqlUpdate("UPDATE projects SET remote = :remote WHERE project_id = :projectId AND remote IS NOT :remote")
    void updateRemote(ProjectId projectId, Optional<String> remote);

    @SqlQuery("SELECT EXISTS (SELECT 1 FROM trusts WHERE project_id = :projectId AND digest = :digest)")
    boolean isTrusted(ProjectId projectId, String digest);

    @SqlUpdate("""
            INSERT INTO trusts (project_id, digest, trusted_at) VALUES (:projectId, :digest, :now)
            ON CONFLICT DO NOTHING
            """)
    void trust(ProjectId projectId, String digest, Instant now);

    @SqlUpdate("DELETE FROM trusts WHERE project_id = :projectId")
    void distrust(ProjectId projectId);
}
