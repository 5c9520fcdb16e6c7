package dev.kugetsu.supervisor.change;

import dev.kugetsu.supervisor.Changes.Change;
import dev.kugetsu.supervisor.Cursor;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/// Rows of `change_log`, which triggers write.
@RegisterConstructorMapper(Change.class)
interface ChangeDao {

    /// Also when the newest rows are not kept any more.
    @SqlQuery("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'change_log'), 0)")
    Cursor head();

    /// The lowest place behind which nothing is missing.
    @SqlQuery("""
            SELECT coalesce((SELECT min(seq) - 1 FROM change_log),
                            (SELECT seq FROM sqlite_sequence WHERE name = 'change_log'), 0)
            """)
    Cursor lowest();

    /// The newest one stands at the end.
    @SqlQuery("""
            SELECT seq AS cursor, at, kind, nullif(project_id, '') AS project, session_id AS session,
                   turn_id AS turn, payload
            FROM change_log
            WHERE seq > :after
              AND (:project IS NULL OR project_id = :project)
              AND (:session IS NULL OR session_id = :session)
            ORDER BY seq LIMIT :limit
            """)
    List<Change> list(Cursor after, Optional<ProjectId> project, Optional<SessionId> session, int limit);
}
