package dev.kugetsu.supervisor.overview;

import dev.kugetsu.adapters.Processes;
import dev.kugetsu.adapters.TurnFolder;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.overview.Evidence.Presence;
import dev.kugetsu.supervisor.turn.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// Looks at processes and files of turns that have not ended; reads only, and blocks no longer than a look into
/// `/proc` takes. Thread-safe.
final class Witness {

    private final KugetsuHome home;
    private final Processes processes;

    Witness(KugetsuHome home, Processes processes) {
        this.home = home;
        this.processes = processes;
    }

    /// What is to be seen of a turn now; nothing is looked at for one that has ended.
    ///
    /// @param remark what is known of it already
    Evidence look(Turn turn, Optional<String> remark) {
        if (turn.state().isTerminal()) {
            return Evidence.NONE;
        }
        TurnFolder folder = home.turn(turn.turnId(), turn.attempt());
        return new Evidence(
                turn.owner().map(processes::probe),
                turn.handle().map(processes::probe),
                presence(folder.exit()),
                lastOutput(turn, folder),
                remark);
    }

    /// A path of which nothing can be said is not missing.
    static Presence presence(Path path) {
        return Files.notExists(path, LinkOption.NOFOLLOW_LINKS) ? Presence.MISSING : Presence.PRESENT;
    }

    /// A turn that nobody follows writes to its files alone. They are made, empty, before the agent has said
    /// anything.
    private static Optional<Instant> lastOutput(Turn turn, TurnFolder folder) {
        return Stream.of(turn.lastEventAt(), written(folder.stdout()), written(folder.stderr()))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
    }

    private static Optional<Instant> written(Path file) {
        try {
            return Files.size(file) == 0
                    ? Optional.empty()
                    : Optional.of(Files.getLastModifiedTime(file).toInstant());
        } catch (IOException nothingYet) {
            return Optional.empty();
        }
    }
}
