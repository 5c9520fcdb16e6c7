package dev.kugetsu.supervisor.store;

import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.Cursor;
import dev.kugetsu.supervisor.IssueRef;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.SessionName;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.worktrees.BranchName;
import java.lang.reflect.Type;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.argument.NullArgument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.qualifier.QualifiedType;
import org.jspecify.annotations.Nullable;

/// How our values stand in columns: ids as their text, times as epoch milliseconds, rules as JSON.
final class StoreTypes {

    private StoreTypes() {}

    static void register(Jdbi jdbi) {
        text(jdbi, SessionId.class, SessionId::new, SessionId::value);
        text(jdbi, SessionName.class, SessionName::new, SessionName::value);
        text(jdbi, TurnId.class, TurnId::new, TurnId::value);
        text(jdbi, ProjectId.class, ProjectId::new, ProjectId::value);
        text(jdbi, HostId.class, HostId::new, HostId::value);
        text(jdbi, IssueRef.class, text -> IssueRef.parse(text, Optional.empty()), IssueRef::toString);
        text(jdbi, HarnessSessionId.class, HarnessSessionId::new, HarnessSessionId::value);
        text(jdbi, ProcessIdentity.class, ProcessIdentity::parse, ProcessIdentity::toString);
        text(jdbi, BranchName.class, BranchName::new, BranchName::value);
        text(jdbi, PermissionList.class, PermissionList::parse, PermissionList::toString);
        number(jdbi, Instant.class, Instant::ofEpochMilli, Instant::toEpochMilli);
        number(jdbi, Cursor.class, Cursor::new, Cursor::position);
        number(jdbi, Duration.class, Duration::ofMillis, Duration::toMillis);
    }

    private static <T> void text(Jdbi jdbi, Class<T> type, Function<String, T> read, Function<T, String> write) {
        ColumnMapper<T> mapper = (row, column, context) -> {
            String value = row.getString(column);
            return value == null ? null : read.apply(value);
        };
        jdbi.registerColumnMapper(QualifiedType.of(type), mapper);
        jdbi.registerArgument(new ColumnArgument<>(
                type,
                Types.VARCHAR,
                (statement, position, value) -> statement.setString(position, write.apply(value))));
    }

    private static <T> void number(Jdbi jdbi, Class<T> type, LongFunction<T> read, ToLongFunction<T> write) {
        ColumnMapper<T> mapper = (row, column, context) -> {
            long value = row.getLong(column);
            return row.wasNull() ? null : read.apply(value);
        };
        jdbi.registerColumnMapper(QualifiedType.of(type), mapper);
        jdbi.registerArgument(new ColumnArgument<>(
                type,
                Types.BIGINT,
                (statement, position, value) -> statement.setLong(position, write.applyAsLong(value))));
    }

    /// Puts one value into a statement.
    private interface Setter<T> {
        void set(PreparedStatement statement, int position, T value) throws SQLException;
    }

    /// Writes values of one type; nulls are written by jdbi itself.
    private static final class ColumnArgument<T> implements ArgumentFactory {

        private final Class<T> type;
        private final int sqlType;
        private final Setter<T> setter;

        ColumnArgument(Class<T> type, int sqlType, Setter<T> setter) {
            this.type = type;
            this.sqlType = sqlType;
            this.setter = setter;
        }

        @Override
        public Optional<Argument> build(Type declared, @Nullable Object value, ConfigRegistry config) {
            if (value == null) {
                return declared.equals(type) ? Optional.of(new NullArgument(sqlType)) : Optional.empty();
            }
            return type.isInstance(value)
                    ? Optional.of((position, statement, context) -> setter.set(statement, position, type.cast(value)))
                    : Optional.empty();
        }
    }
}
