package dev.kugetsu.worktrees.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The `locked` file of a worktree (git-worktree(1)): ours while it is being made, so that nobody prunes it.
final class CreationLock {

    private static final String REASON = "kugetsu is making this worktree for ";

    private CreationLock() {}

    static String reason(String owner) {
        return REASON + owner;
    }

    /// Who was making the worktree that is locked by us; empty when it is not, or not by us.
    static Optional<String> findMaker(Path administration) throws IOException {
        return findReason(administration)
                .filter(reason -> reason.startsWith(REASON))
                .map(reason -> reason.substring(REASON.length()));
    }

    static Optional<String> findReason(Path administration) throws IOException {
        Path file = administration.resolve("locked");
        return Files.isRegularFile(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    }

    static void release(Path administration) throws IOException {
        Files.deleteIfExists(administration.resolve("locked"));
    }
}
