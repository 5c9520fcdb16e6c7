package dev.kugetsu.supervisor.task;

import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.coordination.TaskState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// Rows of `tasks` and of what belongs to them.
@RegisterConstructorMapper(Task.class)
@RegisterConstructorMapper(TaskDao.TaskFile.class)
@RegisterConstructorMapper(TaskDao.Dependency.class)
interface TaskDao {

    String SELECT = """
            SELECT task_id, title, description, priority, state, owner, agent_session_id, created_by, created_at,
                   claimed_at, ended_at, blocked_reason
            FROM tasks
            """;

    /// A row of `task_files`.
    record TaskFile(String taskId, String path) {}

    /// A row of `task_dependencies`.
    ///
    /// @param state where the task stands that has to be done first
    record Dependency(String taskId, String dependsOn, TaskState state) {}

    @SqlUpdate("""
            INSERT INTO tasks (task_id, project_id, title, description, priority, state, created_by, created_at)
            VALUES (:id, :project, :title, :description, :priority, 'PENDING', :agent, :now)
            """)
    void insert(
            String id,
            ProjectId project,
            String title,
            Optional<String> description,
            int priority,
            String agent,
            Instant now);

    @SqlUpdate("INSERT INTO task_files (task_id, path) VALUES (:id, :path) ON CONFLICT DO NOTHING")
    void insertFile(String id, String path);

    /// `false` when it is there already.
    @SqlUpdate("INSERT INTO task_dependencies (task_id, depends_on) VALUES (:id, :dependsOn) ON CONFLICT DO NOTHING")
    boolean insertDependency(String id, String dependsOn);

    /// `false` when it is not there.
    @SqlUpdate("DELETE FROM task_dependencies WHERE task_id = :id AND depends_on = :dependsOn")
    boolean deleteDependency(String id, String dependsOn);

    @SqlQuery(SELECT + "WHERE project_id = :project AND task_id = :id")
    Optional<Task> find(ProjectId project, String id);

    /// Those whose id begins so; `substr`, because a `LIKE` pattern would need its wildcards escaped.
    @SqlQuery(SELECT + """
                      WHERE project_id = :project AND substr(task_id, 1, length(:prefix)) = :prefix
                      ORDER BY task_id LIMIT :limit
                      """)
    List<Task> listByPrefix(ProjectId project, String prefix, int limit);

    /// The most urgent first; the row number tells which of two of one moment was first.
    @SqlQuery(SELECT + """
                      WHERE project_id = :project
                        AND (:all OR state IN ('PENDING', 'IN_PROGRESS', 'BLOCKED'))
                      ORDER BY priority DESC, created_at, rowid
                      """)
    List<Task> list(ProjectId project, boolean all);

    /// Of one task, or of all.
    @SqlQuery("""
            SELECT f.task_id, f.path FROM task_files f JOIN tasks t ON t.task_id = f.task_id
            WHERE t.project_id = :project AND (:id IS NULL OR f.task_id = :id)
            ORDER BY f.task_id, f.path
            """)
    List<TaskFile> listFiles(ProjectId project, Optional<String> id);

    /// Of one task, or of all.
    @SqlQuery("""
            SELECT d.task_id, d.depends_on, first.state
            FROM task_dependencies d JOIN tasks t ON t.task_id = d.task_id JOIN tasks first ON first.task_id = d.depends_on
            WHERE t.project_id = :project AND (:id IS NULL OR d.task_id = :id)
            ORDER BY d.task_id, first.created_at, first.rowid
            """)
    List<Dependency> listDependencies(ProjectId project, Optional<String> id);

    /// Gives the most urgent free task to an agent, in one statement: two callers never get the same one.
    ///
    /// @param present the owners that are there, as a JSON array: nobody takes theirs
    /// @param passedOver ids of tasks that are not wanted, as a JSON array
    @SqlQuery("""
            UPDATE tasks SET state = 'IN_PROGRESS', owner = :agent, agent_session_id = :session, claimed_at = :now
            WHERE task_id =
                (SELECT t.task_id FROM tasks t
                 WHERE t.project_id = :project
                   AND (t.state = 'PENDING'
                        OR (t.state = 'IN_PROGRESS' AND t.owner NOT IN (SELECT value FROM json_each(:present))))
                   AND t.task_id NOT IN (SELECT value FROM json_each(:passedOver))
                   AND NOT EXISTS
                       (SELECT 1 FROM task_dependencies d JOIN tasks first ON first.task_id = d.depends_on
                        WHERE d.task_id = t.task_id AND first.state <> 'DONE')
                 ORDER BY t.priority DESC, t.created_at, t.rowid LIMIT 1)
            RETURNING task_id
            """)
    Optional<String> takeNext(
            ProjectId project, String agent, Optional<String> session, Instant now, String present, String passedOver);

    /// `false` when it is not as it was seen any more.
    @SqlUpdate("""
            UPDATE tasks
            SET state = 'IN_PROGRESS', owner = :agent, agent_session_id = :session, claimed_at = :now,
                blocked_reason = NULL
            WHERE task_id = :id AND state = :from AND owner IS :owner
            """)
    boolean claim(
            String id, TaskState from, Optional<String> owner, String agent, Optional<String> session, Instant now);

    /// `false` when it is not in that state any more.
    @SqlUpdate("""
            UPDATE tasks
            SET state = :to, blocked_reason = :reason, ended_at = :endedAt,
                owner = iif(:to = 'PENDING', NULL, owner),
                agent_session_id = iif(:to = 'PENDING', NULL, agent_session_id),
                claimed_at = iif(:to = 'PENDING', NULL, claimed_at)
            WHERE task_id = :id AND state = :from
            """)
    boolean move(String id, TaskState from, TaskState to, Optional<String> reason, Optional<Instant> endedAt);

    /// Leaves a blocked task to nobody.
    @SqlUpdate("""
            UPDATE tasks SET owner = NULL, agent_session_id = NULL, claimed_at = NULL
            WHERE task_id = :id AND state = 'BLOCKED'
            """)
    boolean abandon(String id);
}
