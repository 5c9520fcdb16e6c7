package dev.kugetsu.worktrees.local;

import dev.kugetsu.worktrees.plumbing.LinkedWorktree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/// A linked worktree in the records of its repository.
///
/// @param mark our note, if it is ours and got that far
/// @param maker who was making it, when that has not come to its end
record Registered(LinkedWorktree worktree, Optional<Mark> mark, Optional<String> maker) {

    Optional<String> owner() {
        return mark.map(Mark::owner).or(() -> maker);
    }

    boolean isFolderMissing() {
        return !Files.exists(worktree.directory(), LinkOption.NOFOLLOW_LINKS);
    }

    /// Whether the folder is the one that the records mean, and not another that took its place.
    boolean isFolderItsOwn() throws IOException {
        Optional<Path> target = GitDirectory.findTarget(worktree.directory().resolve(".git"));
        return target.isPresent()
                && Files.isDirectory(target.get())
                && Files.isSameFile(target.get(), worktree.administration());
    }
}
