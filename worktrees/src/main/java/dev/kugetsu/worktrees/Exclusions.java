package dev.kugetsu.worktrees;

import java.nio.file.Path;

/// Files of working trees that git is to overlook on this machine, by the list `info/exclude` that a
/// repository keeps for all its worktrees. Thread-safe, and safe beside other processes that use it.
///
/// Asks the git program, so that all its rules count. Nothing else in the list is touched: to add and then to
/// remove gives it back byte by byte.
public interface Exclusions {

    /// How git takes a file.
    enum Standing {
        /// It is in the index: changes of it show, whatever is ignored.
        TRACKED,
        /// git overlooks it.
        IGNORED,
        /// It shows as untracked, and `git add --all` adds it.
        SHOWN
    }

    /// Asks how git takes a file, whether it exists or not.
    ///
    /// @param worktree the root of the working tree
    /// @param file absolute, in that tree
    /// @throws WorktreeException `UNSUPPORTED` without a git program, `FAILED` when git cannot tell
    Standing find(Path worktree, Path file) throws WorktreeException;

    /// Has git overlook a file if it would show. Idempotent.
    ///
    /// @return how git takes it now; still `SHOWN` when a rule of the repository's own wants it so
    /// @throws WorktreeException as [#find], and when the list cannot be written; then it is as it was
    Standing add(Path worktree, Path file) throws WorktreeException;

    /// Takes out what [#add] has put there, unless some worktree of the repository still has such a file: the
    /// list is theirs too. What somebody else has put there stays.
    ///
    /// @return whether anything was changed
    /// @throws WorktreeException as [#add]
    boolean remove(Path worktree, Path file) throws WorktreeException;
}
