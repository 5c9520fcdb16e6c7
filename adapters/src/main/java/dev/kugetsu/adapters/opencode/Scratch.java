package dev.kugetsu.adapters.opencode;

import dev.kugetsu.adapters.process.FolderRemoval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// A folder for the time of one short command, readable by nobody else.
///
/// opencode 1.18: every process unpacks a library of 5.6 MB into its `TMPDIR` and leaves it there.
record Scratch(Path path) implements AutoCloseable {

    /// Older ones belong to processes that were killed: no short command takes that long.
    private static final Duration ABANDONED = Duration.ofHours(1);

    static Scratch create(Path parent) throws IOException {
        Files.createDirectories(
                parent, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        for (Path abandoned : findAbandoned(parent)) {
            FolderRemoval.remove(abandoned);
        }
        Path path = Files.createTempDirectory(parent, "command-");
        Files.createDirectory(path.resolve("tmp"));
        return new Scratch(path);
    }

    Path temporary() {
        return path.resolve("tmp");
    }

    Path stdout() {
        return path.resolve("stdout");
    }

    Path stderr() {
        return path.resolve("stderr");
    }

    @Override
    public void close() throws IOException {
        FolderRemoval.remove(path);
    }

    private static List<Path> findAbandoned(Path parent) throws IOException {
        Instant limit = Instant.now().minus(ABANDONED);
        try (Stream<Path> folders = Files.list(parent)) {
            return folders.filter(folder -> isOlder(folder, limit)).toList();
        }
    }

    private static boolean isOlder(Path folder, Instant limit) {
        try {
            return Files.getLastModifiedTime(folder).toInstant().isBefore(limit);
        } catch (IOException e) {
            return false; // another process has just deleted it
        }
    }
}
