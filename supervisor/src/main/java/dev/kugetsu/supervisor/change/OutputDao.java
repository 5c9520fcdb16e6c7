package dev.kugetsu.supervisor.change;

import dev.kugetsu.supervisor.Changes.Said;
import dev.kugetsu.supervisor.Cursor;
import dev.kugetsu.supervisor.TurnId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/// Rows of `turn_events`, for their readers.
@RegisterRowMapper(OutputDao.SaidMapper.class)
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

    /// By hand: every event of every agent comes through here.
    final class SaidMapper implements RowMapper<Said> {

        @Override
        public Said map(ResultSet row, StatementContext context) throws SQLException {
            return new Said(
                    new Cursor(row.getLong(1)),
                    new TurnId(row.getString(2)),
                    row.getInt(3),
                    Instant.ofEpochMilli(row.getLong(4)),
                    row.getString(5),
                    row.getString(6));
        }
    }
}
