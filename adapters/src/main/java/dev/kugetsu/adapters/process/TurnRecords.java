package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.StopReason;
import dev.kugetsu.adapters.TurnFolder;
import dev.kugetsu.adapters.TurnHandle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The small files by which a turn's wrapper and any of our processes agree on how the turn began and ended.
///
/// `started` holds the wrapper's identity and the turn's id in two lines, or the words `called-off`; `stop` the
/// name of a [StopReason] and, in the next line, what to tell a person; `exit` the exit code, followed by the
/// word `stopped` when the stop file was there before the end.
record TurnRecords(TurnFolder folder) {

    private static final String CALLED_OFF = "called-off";

    /// How the harness ended.
    ///
    /// @param stopped whether somebody had already decided to end it
    record Exit(int code, boolean stopped) {}

    /// Why the turn was ended by us.
    ///
    /// @param detail one line for a person; may be empty
    record Stop(StopReason reason, String detail) {

        /// What a person is told, also when whoever stopped it had no more to say.
        String words() {
            return detail.isEmpty() ? reason.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " passed" : detail;
        }
    }

    /// The handle of the wrapper that has claimed the launch.
    ///
    /// @throws IllegalArgumentException when it cannot be understood, as after a power cut, which may leave a file
    ///   without its content; so do the others that read
    Optional<TurnHandle> findLaunch() {
        return read(folder.started())
                .filter(text -> !text.strip().equals(CALLED_OFF))
                .map(text -> {
                    List<String> lines = lines(folder.started(), text, 2);
                    return new TurnHandle(lines.get(1), folder, ProcessIdentity.parse(lines.getFirst()));
                });
    }

    /// Makes sure that the launch never happens, unless it has.
    void callOff() {
        try {
            ExclusiveFile.create(folder.started(), CALLED_OFF + '\n');
        } catch (NoSuchFileException e) {
            if (!areGone()) {
                throw unusable(folder.started(), e);
            }
            // Without its folder a wrapper cannot claim the launch.
        } catch (IOException e) {
            throw unusable(folder.started(), e);
        }
    }

    Optional<Stop> findStop() {
        return read(folder.stopReason()).map(text -> {
            List<String> lines = lines(folder.stopReason(), text, 1);
            return new Stop(StopReason.valueOf(lines.getFirst()), lines.size() > 1 ? lines.get(1) : "");
        });
    }

    /// Writes why the turn is being ended; the first reason stays.
    void stop(Stop stop) {
        try {
            ExclusiveFile.create(folder.stopReason(), stop.reason().name() + '\n' + stop.detail() + '\n');
        } catch (IOException e) {
            throw unusable(folder.stopReason(), e);
        }
    }

    Optional<Exit> findExit() {
        return read(folder.exit()).map(text -> {
            String[] words = text.strip().split(" ", 2);
            return new Exit(Integer.parseInt(words[0]), words.length > 1);
        });
    }

    /// Whether the folder is proven to be gone, and with it every trace of how the turn ends.
    boolean areGone() {
        return Files.notExists(folder.path());
    }

    private static Optional<String> read(Path file) {
        if (!Files.exists(file)) { // asked many times a second: an exception for each time would be dear
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static List<String> lines(Path file, String text, int atLeast) {
        List<String> lines = text.lines().toList();
        if (lines.size() < atLeast) {
            throw new IllegalArgumentException(
                    file + " of the turn's folder is cut off; it holds '" + text.strip() + "'");
        }
        return lines;
    }

    private static UncheckedIOException unusable(Path file, IOException cause) {
        return new UncheckedIOException("cannot use " + file + " of the turn's folder: " + cause.getMessage(), cause);
    }
}
