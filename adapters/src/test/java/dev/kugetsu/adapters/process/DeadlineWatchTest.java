package dev.kugetsu.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.Deadlines;
import dev.kugetsu.adapters.StopReason;
import dev.kugetsu.adapters.TurnFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadlineWatchTest {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Deadlines DEADLINES =
            new Deadlines(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1));

    @TempDir
    Path root;

    private TurnFolder folder;
    private long nanos = 1_000;

    @BeforeEach
    void launchNow() throws IOException {
        folder = new TurnFolder(root);
        write(folder.started(), "started", NOW);
        write(folder.stdout(), "", NOW);
    }

    @Test
    void waitsForTheFirstOutput() throws IOException {
        DeadlineWatch watch = watch();

        pass(Duration.ofSeconds(59));
        assertThat(watch.findPassed(0)).isEmpty();
        pass(Duration.ofSeconds(2));

        assertThat(reason(watch, 0)).contains(StopReason.FIRST_EVENT_DEADLINE);
    }

    @Test
    void knowsHowLongNothingCanPass() throws IOException {
        DeadlineWatch watch = watch();

        assertThat(watch.untilNext()).isEqualTo(DEADLINES.firstEvent().plusMillis(1));
        watch.findPassed(5);
        assertThat(watch.untilNext()).isEqualTo(DEADLINES.silence().plusMillis(1));
        pass(Duration.ofMinutes(59));
        watch.findPassed(6);
        assertThat(watch.untilNext()).isEqualTo(Duration.ofMinutes(1).plusMillis(1));
    }

    @Test
    void everyOutputBeginsTheSilenceAnew() throws IOException {
        DeadlineWatch watch = watch();

        assertThat(watch.findPassed(5)).isEmpty();
        pass(Duration.ofMinutes(9));
        assertThat(watch.findPassed(6)).isEmpty();
        pass(Duration.ofMinutes(9));
        assertThat(watch.findPassed(6)).isEmpty();
        pass(Duration.ofMinutes(2));

        assertThat(reason(watch, 6)).contains(StopReason.SILENCE_DEADLINE);
    }

    @Test
    void theWholeTurnHasAnEndHoweverBusyItIs() throws IOException {
        DeadlineWatch watch = watch();

        pass(Duration.ofMinutes(61));

        assertThat(reason(watch, 5)).contains(StopReason.TURN_DEADLINE);
    }

    @Test
    void timesFromBeforeTheWatchCount() throws IOException {
        write(folder.started(), "started", NOW.minus(Duration.ofMinutes(30)));
        write(folder.stdout(), "hello\n", NOW.minus(Duration.ofMinutes(9)));
        DeadlineWatch watch = watch();

        assertThat(watch.findPassed(6)).isEmpty();
        pass(Duration.ofSeconds(61));

        assertThat(reason(watch, 6)).contains(StopReason.SILENCE_DEADLINE);
    }

    @Test
    void standardErrorIsOutputToo() throws IOException {
        write(folder.started(), "started", NOW.minus(Duration.ofMinutes(30)));
        write(folder.stderr(), "retrying\n", NOW);

        assertThat(watch().findPassed(9)).isEmpty();
    }

    @Test
    void timesInTheFutureAreTakenForNow() throws IOException {
        write(folder.started(), "started", NOW.plus(Duration.ofDays(1)));
        DeadlineWatch watch = watch();

        pass(Duration.ofSeconds(61));

        assertThat(reason(watch, 0)).contains(StopReason.FIRST_EVENT_DEADLINE);
    }

    private DeadlineWatch watch() throws IOException {
        return new DeadlineWatch(DEADLINES, folder, Clock.fixed(NOW, ZoneOffset.UTC), () -> nanos);
    }

    private void pass(Duration duration) {
        nanos += duration.toNanos();
    }

    private static Optional<StopReason> reason(DeadlineWatch watch, long bytes) {
        return watch.findPassed(bytes).map(TurnRecords.Stop::reason);
    }

    private static void write(Path file, String content, Instant time) throws IOException {
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.from(time));
    }
}
