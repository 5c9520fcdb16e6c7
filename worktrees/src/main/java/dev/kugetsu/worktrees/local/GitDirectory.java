package dev.kugetsu.worktrees.local;

import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.WorktreeException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/// Reads what leads from a worktree's `.git` to the repository.
final class GitDirectory {

    private static final String POINTER = "gitdir: ";

    private GitDirectory() {}

    /// Whether a folder looks like git's own folder of a repository or of a linked worktree.
    static boolean is(Path folder) {
        return Files.exists(folder.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS)
                && (Files.isRegularFile(folder.resolve("commondir"))
                        || (Files.isDirectory(folder.resolve("objects")) && Files.isDirectory(folder.resolve("refs"))));
    }

    /// Follows a `.git`, which is either the folder itself or a file that names it.
    static Path behind(Path dotGit) throws IOException, WorktreeException {
        Path target = Files.isDirectory(dotGit) ? dotGit : findTarget(dotGit).orElse(dotGit);
        if (!is(target)) {
            throw new WorktreeException(
                    Kind.NOT_A_REPOSITORY,
                    target.equals(dotGit)
                            ? dotGit + " is not a git repository; is it damaged?"
                            : "%s points to %s, which is not there (any more); `git worktree repair` may mend it"
                                    .formatted(dotGit, target));
        }
        return target.toRealPath();
    }

    /// Where a `.git` file points, whether that exists or not; empty when it is no such file.
    static Optional<Path> findTarget(Path dotGit) throws IOException {
        if (!Files.isRegularFile(dotGit, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        String content = Files.readString(dotGit);
        return content.startsWith(POINTER)
                ? Optional.of(dotGit.resolveSibling(
                                content.substring(POINTER.length()).strip())
                        .normalize())
                : Optional.empty();
    }

    /// The folder that all worktrees of a repository share.
    static Path common(Path gitDirectory) throws IOException {
        Path pointer = gitDirectory.resolve("commondir");
        return Files.isRegularFile(pointer)
                ? gitDirectory.resolve(Files.readString(pointer).strip()).toRealPath()
                : gitDirectory;
    }
}
