package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.Deadlines;
import dev.kugetsu.adapters.StopReason;
import dev.kugetsu.adapters.TurnFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/// Says when a deadline of one turn has passed.
///
/// The ages of launch and last output come from the times of the turn's files when the watch begins, so that
/// they hold across a restart of ours. From then on a monotonic clock counts, which stands still while the
/// machine sleeps and does not jump with the wall clock.
final class DeadlineWatch {

    private final Deadlines deadlines;
    private final LongSupplier nanos;
    private final long launchedAt;
    private long bytesSeen;
    private long lastOutputAt;

    /// @param nanos a monotonic clock, such as [System#nanoTime]
    DeadlineWatch(Deadlines deadlines, TurnFolder folder, Clock clock, LongSupplier nanos) throws IOException {
        this.deadlines = deadlines;
        this.nanos = nanos;
        Instant now = clock.instant();
        this.launchedAt = nanos.getAsLong() - age(folder.started(), now).toNanos();
        List<Path> outputs = Stream.of(folder.stdout(), folder.stderr())
                .filter(file -> file.toFile().length() > 0)
                .toList();
        long youngest = Long.MAX_VALUE;
        for (Path output : outputs) {
            youngest = Math.min(youngest, age(output, now).toNanos());
            bytesSeen += Files.size(output);
        }
        this.lastOutputAt = nanos.getAsLong() - youngest;
    }

    /// Which deadline has passed, if one has.
    ///
    /// @param bytes how much output there has been so far
    Optional<TurnRecords.Stop> findPassed(long bytes) {
        long now = nanos.getAsLong();
        if (bytes > bytesSeen) {
            bytesSeen = bytes;
            lastOutputAt = now;
        }
        if (now - launchedAt > deadlines.turn().toNanos()) {
            return passed(StopReason.TURN_DEADLINE, turnDetail(deadlines.turn()));
        }
        if (bytesSeen == 0) {
            return now - launchedAt > deadlines.firstEvent().toNanos()
                    ? passed(
                            StopReason.FIRST_EVENT_DEADLINE,
                            "no output within " + words(deadlines.firstEvent()) + " after the launch")
                    : Optional.empty();
        }
        return now - lastOutputAt > deadlines.silence().toNanos()
                ? passed(StopReason.SILENCE_DEADLINE, "no output for " + words(deadlines.silence()))
                : Optional.empty();
    }

    /// How long no deadline can pass if there is no output meanwhile, and a little more, so that it has passed
    /// then.
    Duration untilNext() {
        long now = nanos.getAsLong();
        long turn = launchedAt + deadlines.turn().toNanos() - now;
        long output = bytesSeen == 0
                ? launchedAt + deadlines.firstEvent().toNanos() - now
                : lastOutputAt + deadlines.silence().toNanos() - now;
        return Duration.ofNanos(Math.max(0, Math.min(turn, output))).plusMillis(1);
    }

    static String turnDetail(Duration limit) {
        return "not over within " + words(limit) + " after the launch";
    }

    private static Optional<TurnRecords.Stop> passed(StopReason reason, String detail) {
        return Optional.of(new TurnRecords.Stop(reason, detail));
    }

    /// Such as `1h30m` or `0.5s`.
    private static String words(Duration duration) {
        return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }

    private static Duration age(Path file, Instant now) throws IOException {
        if (!Files.exists(file)) {
            return Duration.ZERO;
        }
        Duration age = Duration.between(Files.getLastModifiedTime(file).toInstant(), now);
        return age.isNegative() ? Duration.ZERO : age;
    }
}
