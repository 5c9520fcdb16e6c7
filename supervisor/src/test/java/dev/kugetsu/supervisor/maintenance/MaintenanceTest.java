package dev.kugetsu.supervisor.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaintenanceTest {

    private static final Duration OFTEN = Duration.ofMillis(1);

    @Test
    void goesOnWhateverFails() {
        AtomicInteger full = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        AtomicInteger errors = new AtomicInteger();
        Chore onFullDisk = new Chore("writing", OFTEN, () -> {
            full.incrementAndGet();
            throw new IOException("No space left on device");
        });
        Chore mistaken = new Chore("a mistake", OFTEN, () -> {
            wrong.incrementAndGet();
            throw new IllegalStateException("of ours");
        });
        Chore broken = new Chore("an error", OFTEN, () -> {
            errors.incrementAndGet();
            throw new NoClassDefFoundError("of another build");
        });

        try (Maintenance maintenance = new Maintenance(List.of(onFullDisk, mistaken, broken))) {
            maintenance.start();
            await().until(() -> full.get() > 2 && wrong.get() > 2 && errors.get() > 2);
        }
    }

    @Test
    void endsAChoreThatWaits() {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        Chore longOne = new Chore("a long one", OFTEN, () -> {
            begun.countDown();
            try {
                TimeUnit.HOURS.sleep(1);
            } finally {
                ended.incrementAndGet();
            }
        });
        Maintenance maintenance = new Maintenance(List.of(longOne));
        maintenance.start();
        await().until(() -> begun.getCount() == 0);

        maintenance.close();

        assertThat(ended).hasValue(1);
    }

    @Test
    void shortensTheWriteAheadLogWhenNobodyReads(@TempDir Path folder) throws Exception {
        HomeOfRows rows = HomeOfRows.in(folder);
        Path log = rows.home().database().resolveSibling("kugetsu.db-wal");
        WriteAheadLog writeAhead = new WriteAheadLog(rows.home().database(), 100_000);
        // Some connection stays open: with the last one the whole log goes.
        try (Connection other =
                        DriverManager.getConnection("jdbc:sqlite:" + rows.home().database());
                Statement statement = other.createStatement()) {
            statement.executeUpdate("DELETE FROM change_log");
            rows.addChanges(5_000, HomeOfRows.NOW);
            assertThat(Files.size(log)).isGreaterThan(100_000);

            writeAhead.shorten(rows.store());

            assertThat(Files.size(log)).isZero();
        }
    }
}
