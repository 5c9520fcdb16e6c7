package dev.kugetsu.adapters.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Finds drafts and scratch folders whose process was killed: no call takes as long as they are old.
public final class AbandonedFiles {

    private static final Duration ABANDONED = Duration.ofHours(1);

    private AbandonedFiles() {}

    /// Those of a folder, which need not exist.
    ///
    /// @param names a glob such as `*.draft`
    public static List<Path> list(Path folder, String names) throws IOException {
        Instant limit = Instant.now().minus(ABANDONED);
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, names)) {
            for (Path file : files) {
                if (isOlder(file, limit)) {
                    found.add(file);
                }
            }
        } catch (NoSuchFileException nothingYet) {
            return List.of();
        }
        return List.copyOf(found);
    }

    private static boolean isOlder(Path file, Instant limit) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(limit);
        } catch (IOException e) {
            return false; // another process has just deleted it
        }
    }
}
