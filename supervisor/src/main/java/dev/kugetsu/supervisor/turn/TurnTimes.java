package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.TurnFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// When things happened in a turn, by the times of its files: whoever reads them may come hours later.
final class TurnTimes {

    private TurnTimes() {}

    /// When it ended: its exit code was written, or it said its last.
    static Instant ended(Turn turn, TurnFolder folder, Instant now) {
        Instant ended = modified(folder.exit())
                .or(() -> lastOutput(folder))
                .filter(at -> at.isBefore(now))
                .orElse(now);
        return turn.startedAt().filter(ended::isBefore).orElse(ended);
    }

    /// When it said its last so far; empty when it has said nothing.
    static Optional<Instant> lastOutput(TurnFolder folder) {
        return Stream.of(folder.stdout(), folder.stderr())
                .flatMap(file -> modified(file).stream())
                .max(Comparator.naturalOrder());
    }

    private static Optional<Instant> modified(Path file) {
        try {
            return Optional.of(Files.getLastModifiedTime(file).toInstant());
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }
}
