package dev.kugetsu.supervisor.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrimmingTest {

    private static final Duration AGE = Duration.ofDays(30);
    private static final long MANY = 1_000_000;

    @TempDir
    Path folder;

    private HomeOfRows rows;
    private Trimming trimming;

    @BeforeEach
    void openTheStore() {
        rows = HomeOfRows.in(folder);
        trimming = new Trimming(rows.store(), HomeOfRows.CLOCK);
    }

    @Test
    void takesOldRowsOffInBatches() throws InterruptedException {
        rows.addChanges(1_200, HomeOfRows.NOW.minus(AGE).minusSeconds(1));
        rows.addChanges(10, HomeOfRows.NOW.minus(AGE).plusSeconds(1));

        assertThat(trimming.trim(Rows.CHANGES, AGE, MANY)).isEqualTo(1_200);

        assertThat(rows.number("SELECT count(*) FROM change_log")).isEqualTo(10);
        assertThat(rows.number("SELECT min(seq) FROM change_log")).isEqualTo(1_201);
        assertThat(trimming.trim(Rows.CHANGES, AGE, MANY)).isZero();
    }

    @Test
    void keepsNoMoreThanSoManyHoweverYoung() throws InterruptedException {
        rows.addChanges(700, HomeOfRows.NOW);

        assertThat(trimming.trim(Rows.CHANGES, AGE, 100)).isEqualTo(600);

        assertThat(rows.number("SELECT min(seq) FROM change_log")).isEqualTo(601);
    }

    @Test
    void takesOffNothingBehindARowThatStays() throws InterruptedException {
        rows.addChanges(5, HomeOfRows.NOW);
        rows.addChanges(5, HomeOfRows.NOW.minus(AGE.multipliedBy(2)));

        assertThat(trimming.trim(Rows.CHANGES, AGE, MANY)).isZero();
    }

    /// Else a reader that comes later could not tell that it has missed something.
    @Test
    void neverGivesANumberTwice() throws InterruptedException {
        rows.addChanges(5, HomeOfRows.NOW.minus(AGE.multipliedBy(2)));
        trimming.trim(Rows.CHANGES, AGE, MANY);
        rows.addChanges(1, HomeOfRows.NOW);

        assertThat(rows.number("SELECT seq FROM change_log")).isEqualTo(6);
    }

    @Test
    void takesOldEventsOffUpToTheFirstOfATurnThatHasNotEnded() throws InterruptedException {
        Instant old = HomeOfRows.NOW.minus(AGE.multipliedBy(2));
        rows.addTurn("t-ended", "SUCCEEDED");
        rows.addTurn("t-working", "RUNNING");
        rows.addEvents("t-ended", 3, old);
        rows.addEvents("t-working", 2, old);
        rows.addEvents("t-ended", 4, old);

        assertThat(trimming.trim(Rows.EVENTS, AGE, MANY)).isEqualTo(3);
        rows.change("UPDATE turns SET state = 'SUCCEEDED'");
        assertThat(trimming.trim(Rows.EVENTS, AGE, MANY)).isEqualTo(6);

        assertThat(rows.number("SELECT count(*) FROM turn_events")).isZero();
    }

    @Test
    void hasNothingToDoInAnEmptyLog() throws InterruptedException {
        assertThat(trimming.trim(Rows.CHANGES, AGE, MANY)).isZero();
        assertThat(trimming.trim(Rows.EVENTS, AGE, MANY)).isZero();
    }
}
