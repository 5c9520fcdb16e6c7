package dev.kugetsu.worktrees.plumbing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The files of worktrees: those in their folder and those that the repository keeps about them.
public interface WorktreeFiles {

    /// Registers a folder as a linked worktree with a detached HEAD and without files, locked for this reason.
    ///
    /// From the first moment that the registration can be seen it is locked, so that nobody prunes it.
    ///
    /// @param directory absolute, absent or empty; its parent exists
    LinkedWorktree register(Path directory, String commitId, String lockReason) throws IOException;

    /// Puts a branch into the HEAD of a worktree, whether it exists or not; files and index stay as they are.
    void attach(LinkedWorktree worktree, String branchRef) throws IOException;

    Head head(LinkedWorktree worktree) throws IOException;

    /// Fills an empty worktree and its index from a commit or tree; HEAD stays as it is.
    void checkOut(LinkedWorktree worktree, String treeish) throws IOException;

    /// Writes the state of index and files into the object store; changes neither.
    ///
    /// @throws UnsaveableException when something in it cannot be written there
    Capture capture(LinkedWorktree worktree) throws IOException;

    /// Lists the files of the main worktree that git ignores and a pattern file names, as relative paths; other
    /// repositories and worktrees inside are left out.
    List<Path> listIgnored(Path patternFile) throws IOException;
}
