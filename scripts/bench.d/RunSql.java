import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// Runs a file of SQL on a SQLite database: one query, whose first column it prints, or statements in one transaction.
final class RunSql {

    private RunSql() {}

    public static void main(String[] databaseAndFile) throws Exception {
        String sql = Files.readString(Path.of(databaseAndFile[1]));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + databaseAndFile[0])) {
            if (sql.contains("INSERT INTO")) {
                change(connection, sql);
            } else {
                print(connection, sql);
            }
        }
    }

    private static void change(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate(sql);
            connection.commit();
        }
    }

    private static void print(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                System.out.println(rows.getString(1));
            }
        }
    }
}
