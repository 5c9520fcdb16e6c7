package dev.kugetsu.worktrees.local;

import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.plumbing.Plumbing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/// Copies the ignored files that `.worktreeinclude` names from the main worktree: settings that a build needs
/// and that no commit holds. A link is copied as a link; what is there already stays.
final class WorktreeInclude {

    private static final String PATTERNS = ".worktreeinclude";

    private final Repository repository;
    private final Plumbing plumbing;

    WorktreeInclude(Repository repository, Plumbing plumbing) {
        this.repository = repository;
        this.plumbing = plumbing;
    }

    void copyTo(Path directory) throws IOException {
        Path patterns = repository.directory().resolve(PATTERNS);
        if (!Files.isRegularFile(patterns, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        for (Path file : plumbing.files().listIgnored(patterns)) {
            try {
                copy(file, directory);
            } catch (IOException e) {
                throw new IOException(
                        "%s, named by %s, could not be copied: %s: %s"
                                .formatted(file, PATTERNS, e.getClass().getSimpleName(), e.getMessage()),
                        e);
            }
        }
    }

    private void copy(Path file, Path directory) throws IOException {
        Path source = repository.directory().resolve(file);
        Path target = directory.resolve(file);
        boolean isPlain = Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(source);
        if (!isPlain || Files.exists(target, LinkOption.NOFOLLOW_LINKS) || !makeParents(file.getParent(), directory)) {
            return;
        }
        Files.copy(source, target, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    }

    /// Makes missing folders with the modes they have in the main worktree; answers whether all are real
    /// folders. A link among them could lead out of the worktree.
    private boolean makeParents(@Nullable Path relative, Path directory) throws IOException {
        if (relative == null) {
            return true;
        }
        if (!makeParents(relative.getParent(), directory)) {
            return false;
        }
        Path target = directory.resolve(relative);
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(target);
            Files.setPosixFilePermissions(
                    target, Files.getPosixFilePermissions(repository.directory().resolve(relative)));
        }
        return Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS);
    }
}
