package dev.kugetsu.supervisor.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupsTest {

    @TempDir
    Path folder;

    private HomeOfRows rows;

    @BeforeEach
    void openTheStore() {
        rows = HomeOfRows.in(folder);
    }

    @Test
    void copiesTheWholeDatabase() throws IOException, SQLException {
        rows.addChanges(1_000, HomeOfRows.NOW);

        backupsAt(Duration.ZERO).keepUp(rows.store());

        Path copy = rows.home().backups().resolve("kugetsu-20261125T100000Z.db");
        assertThat(files()).containsExactly(copy);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rw-------");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
                var statement = connection.createStatement()) {
            assertThat(statement.executeQuery("SELECT count(*) FROM change_log").getLong(1))
                    .isEqualTo(1_000);
            assertThat(statement.executeQuery("PRAGMA integrity_check").getString(1))
                    .isEqualTo("ok");
        }
        assertThat(backupsAt(Duration.ZERO).findNewest()).contains(HomeOfRows.NOW);
    }

    @Test
    void makesOneADay() throws IOException {
        backupsAt(Duration.ZERO).keepUp(rows.store());
        backupsAt(Duration.ofHours(23)).keepUp(rows.store());
        assertThat(files()).hasSize(1);

        backupsAt(Duration.ofHours(25)).keepUp(rows.store());

        assertThat(files()).hasSize(2);
    }

    @Test
    void isNotKeptFromItByOneThatWasMadeWhileTheClockWasAhead() throws IOException {
        backupsAt(Duration.ofDays(400)).keepUp(rows.store());

        backupsAt(Duration.ZERO).keepUp(rows.store());
        assertThat(files()).hasSize(2);
        backupsAt(Duration.ofHours(1)).keepUp(rows.store());

        assertThat(files()).hasSize(2);
    }

    @Test
    void keepsTheNewestThree() throws IOException {
        for (int day = 0; day < 5; day++) {
            backupsAt(Duration.ofDays(day)).keepUp(rows.store());
        }

        assertThat(files())
                .extracting(file -> file.getFileName().toString().substring(8, 16))
                .containsExactlyInAnyOrder("20261127", "20261128", "20261129");
    }

    @Test
    void goesOnAfterItWasCutOff() throws IOException {
        Files.createDirectory(rows.home().backups());
        Files.writeString(rows.home().backups().resolve("unfinished.db.tmp"), "half of a copy");

        backupsAt(Duration.ZERO).keepUp(rows.store());

        assertThat(files()).containsExactly(rows.home().backups().resolve("kugetsu-20261125T100000Z.db"));
    }

    @Test
    void hasNoneInANewHome() throws IOException {
        assertThat(backupsAt(Duration.ZERO).findNewest()).isEmpty();
    }

    private Backups backupsAt(Duration later) {
        return new Backups(rows.home(), Clock.fixed(HomeOfRows.NOW.plus(later), ZoneOffset.UTC));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(rows.home().backups())) {
            return files.toList();
        }
    }
}
