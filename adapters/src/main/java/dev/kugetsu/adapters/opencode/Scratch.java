package dev.kugetsu.adapters.opencode;

import dev.kugetsu.adapters.FolderRemoval;
import dev.kugetsu.adapters.process.AbandonedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// A folder for the time of one short command, readable by nobody else.
///
/// opencode 1.18: every process unpacks a library of 5.6 MB into its `TMPDIR` and leaves it there.
record Scratch(Path path) implements AutoCloseable {

    /// What they are named.
    static final String NAMES = "command-*";

    static Scratch create(Path parent) throws IOException {
        Files.createDirectories(
                parent, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        for (Path abandoned : AbandonedFiles.list(parent, NAMES)) {
            FolderRemoval.removeIfPossible(abandoned);
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
    public void close() {
        FolderRemoval.removeIfPossible(path);
    }
}
