package dev.kugetsu.worktrees.local;

import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.WorktreeException.Kind;
import dev.kugetsu.worktrees.gitcli.GitCommand;
import dev.kugetsu.worktrees.gitcli.GitPlumbing;
import dev.kugetsu.worktrees.jgit.Faithfulness;
import dev.kugetsu.worktrees.jgit.JGitPlumbing;
import dev.kugetsu.worktrees.plumbing.LinkedWorktree;
import dev.kugetsu.worktrees.plumbing.Plumbing;
import java.io.IOException;
import java.util.Optional;

/// The one place where it is decided whether JGit or the git binary serves a repository.
final class PlumbingChoice {

    /// For what concerns references and commits only.
    Plumbing open(Repository repository) throws IOException, WorktreeException {
        return open(repository, new Faithfulness(repository).findReason());
    }

    /// For a worktree that is made from this commit.
    Plumbing openForCommit(Repository repository, String commitId) throws IOException, WorktreeException {
        return open(repository, new Faithfulness(repository).findReasonInCommit(commitId));
    }

    /// For the files of a worktree that exists.
    Plumbing openForWorktree(Repository repository, LinkedWorktree worktree) throws IOException, WorktreeException {
        return open(repository, new Faithfulness(repository).findReasonInWorktree(worktree));
    }

    private static Plumbing open(Repository repository, Optional<String> againstJGit)
            throws IOException, WorktreeException {
        if (againstJGit.isEmpty()) {
            return new JGitPlumbing(repository);
        }
        if (!GitCommand.isInstalled()) {
            throw new WorktreeException(
                    Kind.UNSUPPORTED,
                    "%s can be served by the git program only (%s), which is not on the PATH; install git 2.36 or newer"
                            .formatted(repository.directory(), againstJGit.get()));
        }
        return new GitPlumbing(repository);
    }
}
