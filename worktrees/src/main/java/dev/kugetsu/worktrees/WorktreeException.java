package dev.kugetsu.worktrees;

/// A repository or worktree could not do what was asked; the message names it and says why.
public final class WorktreeException extends Exception {

    /// What went wrong, as far as the caller acts differently.
    public enum Kind {
        NOT_A_REPOSITORY,
        BARE,
        /// A repository of a kind that neither way of ours can serve.
        UNSUPPORTED,
        NO_COMMIT,
        UNKNOWN_REVISION,
        INVALID_BRANCH,
        BRANCH_IN_USE,
        /// Another branch is in the way of a name: `a` and `a/b` cannot exist side by side.
        BRANCH_BLOCKED,
        EXISTS,
        NOT_OURS,
        /// Somebody has locked the worktree with `git worktree lock`.
        LOCKED,
        /// It holds something that could not be saved faithfully.
        UNSAVEABLE,
        /// A merge, a rebase or the like is under way.
        HALF_DONE,
        /// Something else is checked out than was found there before.
        MOVED,
        /// git knows no name and address to commit with.
        NO_AUTHOR,
        DISK_FULL,
        FAILED
    }

    private final Kind kind;

    public WorktreeException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public WorktreeException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
