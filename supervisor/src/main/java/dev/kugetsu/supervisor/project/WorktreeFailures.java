package dev.kugetsu.supervisor.project;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.worktrees.WorktreeException;

/// The one place where what went wrong in a repository becomes what a user is told.
public final class WorktreeFailures {

    private WorktreeFailures() {}

    /// Work in a repository.
    public interface Work<T> {
        T run() throws WorktreeException;
    }

    /// Does it, or says what the user can do about it.
    public static <T> T guard(Work<T> work) {
        try {
            return work.run();
        } catch (WorktreeException e) {
            throw translate(e);
        }
    }

    public static KugetsuException translate(WorktreeException failure) {
        return switch (failure.kind()) {
            case NOT_A_REPOSITORY ->
                unavailable(failure, "go to a clone of the repository, or make one with `git init`");
            case BARE -> unavailable(failure, "use a clone with a working tree");
            case UNSUPPORTED -> unavailable(failure, "`kugetsu doctor` says what is missing");
            case NO_COMMIT -> unavailable(failure, "make a first commit: `git commit --allow-empty -m start`");
            case UNKNOWN_REVISION -> of(KugetsuException.Kind.NOT_FOUND, failure, "name a branch, a tag or a commit");
            case INVALID_BRANCH ->
                of(KugetsuException.Kind.INVALID_INPUT, failure, "set another `branch` in config.toml");
            case BRANCH_IN_USE ->
                of(KugetsuException.Kind.CONFLICT, failure, "check out another branch there: `git worktree list`");
            case BRANCH_BLOCKED ->
                of(KugetsuException.Kind.CONFLICT, failure, "take another name, or rename that one: `git branch -m`");
            case EXISTS -> of(KugetsuException.Kind.CONFLICT, failure, "move that folder away");
            case NOT_OURS -> of(KugetsuException.Kind.CONFLICT, failure, "remove it yourself, if nobody needs it");
            case LOCKED -> of(KugetsuException.Kind.CONFLICT, failure, "`git worktree unlock` it first");
            case UNSAVEABLE -> of(KugetsuException.Kind.FAILED, failure, "move it out of the worktree, and try again");
            case HALF_DONE ->
                of(KugetsuException.Kind.CONFLICT, failure, "end it with git, as `git status` says, and try again");
            case MOVED -> of(KugetsuException.Kind.CONFLICT, failure, "look at `git status`, and try again");
            case NO_AUTHOR ->
                unavailable(failure, "`git config user.name \"…\"` and `git config user.email …`, and try again");
            case DISK_FULL -> unavailable(failure, "make room, and try again; nothing was lost");
            case FAILED -> of(KugetsuException.Kind.FAILED, failure, "`kugetsu doctor` looks for the cause");
        };
    }

    private static KugetsuException unavailable(WorktreeException failure, String next) {
        return of(KugetsuException.Kind.UNAVAILABLE, failure, next);
    }

    private static KugetsuException of(KugetsuException.Kind kind, WorktreeException failure, String next) {
        return new KugetsuException(kind, String.valueOf(failure.getMessage()), next, failure);
    }
}
