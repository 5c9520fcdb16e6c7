package dev.kugetsu.worktrees.gitcli;

import dev.kugetsu.worktrees.plumbing.UnsaveableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Finds repositories inside a worktree whose state would be lost with it: nested ones, and submodules with
/// local work.
final class ForeignRepositories {

    private final Path directory;
    private final GitCommand git;

    ForeignRepositories(Path directory, GitCommand git) {
        this.directory = directory;
        this.git = git;
    }

    void refuse(List<StagedEntry> staged) throws IOException {
        List<String> found = new ArrayList<>();
        for (String untracked :
                git.run("ls-files", "-z", "--others", "--exclude-standard").fields()) {
            if (untracked.endsWith("/")) {
                found.add(untracked);
            }
        }
        for (StagedEntry entry : staged) {
            Path folder = directory.resolve(entry.file().path());
            if (entry.isSubmodule() ? hasLocalWork(folder, entry) : isInNestedRepository(folder)) {
                found.add(entry.file().path());
            }
        }
        if (!found.isEmpty()) {
            throw new UnsaveableException("%s holds other repositories, whose state cannot be saved with it: %s"
                    .formatted(directory, String.join(", ", found)));
        }
    }

    private boolean isInNestedRepository(Path file) {
        for (Path folder = file.getParent(); folder != null && !folder.equals(directory); folder = folder.getParent()) {
            if (Files.exists(folder.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasLocalWork(Path folder, StagedEntry recorded) throws IOException {
        if (!Files.exists(folder.resolve(".git"))) {
            return false;
        }
        GitCommand inside = GitCommand.of(folder);
        String head = inside.run("rev-parse", "HEAD").text();
        return !head.equals(recorded.file().objectId())
                || !inside.run("status", "--porcelain").text().isEmpty()
                || !inside.run("rev-list", "-1", "--branches", "HEAD", "--not", "--remotes")
                        .text()
                        .isEmpty()
                || !inside.run("for-each-ref", "refs/stash").text().isEmpty();
    }
}
