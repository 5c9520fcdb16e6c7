package dev.kugetsu.worktrees.local;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A folder beside the worktrees for those whose content is saved or worthless: moving there takes one step,
/// deleting does not. What lies in it may be deleted by anybody at any time.
final class Trash {

    private static final String NAME = ".kugetsu-trash";

    private final Path folder;

    private Trash(Path folder) {
        this.folder = folder;
    }

    static Trash beside(Path directory) {
        return new Trash(directory.resolveSibling(NAME));
    }

    /// Moves a folder in, in one step.
    void take(Path directory) throws IOException {
        Path name = folder.resolve(directory.getFileName() + "-" + UUID.randomUUID());
        while (!tryMove(directory, name)) {
            // Whoever has emptied the trash meanwhile has taken the trash itself away too.
        }
    }

    private boolean tryMove(Path directory, Path name) throws IOException {
        Files.createDirectories(folder);
        try {
            Files.move(directory, name, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (NoSuchFileException e) {
            if (Files.notExists(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
            return false;
        }
    }

    /// Deletes what is in it; others may do so at the same time. What cannot be deleted now is for the next one
    /// who tries: it belongs to nobody, and whoever has put it there is done.
    void empty() {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new Deletion());
        } catch (IOException e) {
            // Such as a file that an agent's container has left to another user.
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            try {
                // Build tools leave folders that their owner may not write.
                if (!Files.isWritable(directory) || !Files.isExecutable(directory)) {
                    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
                }
                return FileVisitResult.CONTINUE;
            } catch (NoSuchFileException e) {
                return FileVisitResult.SKIP_SUBTREE;
            }
        }

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
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            if (failure != null && !(failure instanceof NoSuchFileException)) {
                throw failure;
            }
            try {
                if (isEmpty(directory)) {
                    Files.deleteIfExists(directory);
                }
            } catch (DirectoryNotEmptyException e) {
                // Somebody was quicker.
            }
            return FileVisitResult.CONTINUE;
        }

        /// Somebody may have moved another folder in meanwhile; that one is for the next time.
        private static boolean isEmpty(Path directory) throws IOException {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
                return !children.iterator().hasNext();
            } catch (NoSuchFileException e) {
                return false;
            }
        }
    }
}
