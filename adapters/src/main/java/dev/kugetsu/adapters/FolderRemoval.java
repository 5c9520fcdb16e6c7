package dev.kugetsu.adapters;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes a folder with all that is in it, folders that an agent has closed too; links are not followed. Others may
/// remove the same at the same time.
public final class FolderRemoval extends SimpleFileVisitor<Path> {

    private static final Logger log = LoggerFactory.getLogger(FolderRemoval.class);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private FolderRemoval() {}

    /// Removes temporary files, which are no reason to fail: of what another user has left there, or a file system
    /// that is mounted, the audit tells as long as it stays.
    public static void removeIfPossible(Path folder) {
        try {
            remove(folder);
        } catch (IOException e) {
            log.warn("{} cannot be removed and stays: {}", folder, e.toString());
        }
    }

    /// A folder that is not there is success.
    public static void remove(Path folder) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.walkFileTree(folder, new FolderRemoval());
        }
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
        if (!Files.isWritable(folder) || !Files.isExecutable(folder)) {
            try {
                Files.setPosixFilePermissions(folder, OWNER_ONLY);
            } catch (NoSuchFileException e) {
                // Somebody else was quicker.
            }
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Files.deleteIfExists(file);
        return FileVisitResult.CONTINUE;
    }

    /// A folder that cannot be read is not visited as one: its turn comes once it can be.
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
        if (failure instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        if (Files.isReadable(file) || !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            throw failure;
        }
        Files.setPosixFilePermissions(file, OWNER_ONLY);
        if (!Files.isReadable(file)) {
            throw failure;
        }
        Files.walkFileTree(file, this);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
        Files.deleteIfExists(folder);
        return FileVisitResult.CONTINUE;
    }
}
