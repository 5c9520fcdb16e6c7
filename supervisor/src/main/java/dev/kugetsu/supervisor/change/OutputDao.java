package dev.kugetsu.supervisor.change;

import dev.kugetsu.supervisor.Changes.Said;
import dev.kugetsu.supervisor.Cursor;
import dev.kugetsu.supervisor.TurnId;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/// Rows of `turn_events`, for their readers.
@RegisterConstructorMapper(Said.class)
interface OutputDao {

    String SELECT = "SELECT seq AS cursor, turn_id AS turn, attempt, at, kind, payload FROM turn_events ";

    @SqlQuery("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'turn_events'), 0)")
    Cursor head();

    /// The lowest place behind which nothing is missing but what belonged to sessions that are not kept.
    @SqlQuery("""
            SELECT coalesce((SELECT min(seq) - 1 FROM turn_events),
                            (SELECT seq FROM sqlite_sequence WHERE name = 'turn_events'), 0)
            """)
    Cursor lowest();

    @SqlQuery(SELECT + "WHERE seq > :after ORDER BY seq LIMIT :limit")
    List<Said> list(Cursor after, int limit);

    @SqlQuery(
            SELECT + "INDEXED BY turn_events_of_turn WHERE turn_id = :turn AND seq > :after ORDER BY seq LIMIT :limit")
    List<Said> listOf(TurnId turn, Cursor after, int limit);
}
