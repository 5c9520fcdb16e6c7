package dev.kugetsu.adapters.opencode;

import dev.kugetsu.adapters.process.AbandonedFiles;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

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
            delete(abandoned);
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
        delete(path);
    }

    /// Deletes what is there; somebody else may be deleting the same.
    private static void delete(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
