package dev.kugetsu.supervisor.project;

import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.store.HostId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// Rows of `base_sessions`.
@RegisterConstructorMapper(Base.class)
interface BaseDao {

    String SELECT = """
            SELECT base_id, project_id, harness, harness_session_id, model, permissions, created_at
            FROM base_sessions
            """;

    @SqlQuery(SELECT + "WHERE base_id = :baseId")
    Optional<Base> find(String baseId);

    @SqlQuery(SELECT + "WHERE host_id = :hostId AND project_id = :projectId AND retired_at IS NULL ORDER BY harness")
    List<Base> listLive(HostId hostId, ProjectId projectId);

    @SqlUpdate("""
            UPDATE base_sessions SET retired_at = :now
            WHERE project_id = :projectId AND host_id = :hostId AND harness = :harness AND retired_at IS NULL
            """)
    void retireLive(ProjectId projectId, HostId hostId, String harness, Instant now);

    @SqlUpdate("UPDATE base_sessions SET retired_at = :now WHERE base_id = :baseId AND retired_at IS NULL")
    boolean retire(String baseId, Instant now);

    @SqlUpdate("""
            INSERT INTO base_sessions (base_id, project_id, host_id, harness, harness_session_id, model, permissions,
                                       created_at)
            VALUES (:baseId, :projectId, :hostId, :harness, :harnessSessionId, :model, :permissions, :createdAt)
            """)
    void insert(@BindMethods Base base, HostId hostId);
}
