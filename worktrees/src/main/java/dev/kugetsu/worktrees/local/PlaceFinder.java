package dev.kugetsu.worktrees.local;

import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.WorktreeException.Kind;
import dev.kugetsu.worktrees.Worktrees.CheckedOut;
import dev.kugetsu.worktrees.gitcli.GitCommand;
import dev.kugetsu.worktrees.gitcli.WorktreeCommit;
import dev.kugetsu.worktrees.plumbing.Head;
import dev.kugetsu.worktrees.plumbing.LinkedWorktree;
import dev.kugetsu.worktrees.plumbing.Plumbing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Finds out where somebody stands in a repository: in which worktree, on which branch.
final class PlaceFinder {

    private final PlumbingChoice choice;

    PlaceFinder(PlumbingChoice choice) {
        this.choice = choice;
    }

    CheckedOut find(Path directory) throws IOException, WorktreeException {
        Repository repository = RepositoryLocator.find(directory);
        LinkedWorktree worktree = worktree(repository, directory.toRealPath());
        try (Plumbing plumbing = choice.open(repository)) {
            Head head = plumbing.files().head(worktree);
            return new CheckedOut(
                    repository,
                    worktree.directory(),
                    worktree.administration(),
                    WorktreeReader.branch(head),
                    head.commitId());
        }
    }

    /// The main worktree can lie anywhere when `core.worktree` says so.
    private static LinkedWorktree worktree(Repository repository, Path start) throws IOException, WorktreeException {
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            Path dotGit = folder.resolve(".git");
            if (Files.exists(dotGit)) {
                Path administration = GitDirectory.behind(dotGit);
                return administration.equals(repository.commonDirectory())
                        ? new LinkedWorktree(administration, repository.directory())
                        : new LinkedWorktree(administration, folder);
            }
        }
        return new LinkedWorktree(repository.commonDirectory(), repository.directory());
    }

    /// Only the git program commits as its user would.
    static WorktreeCommit commit(CheckedOut place) throws WorktreeException {
        if (!GitCommand.isInstalled()) {
            throw new WorktreeException(
                    Kind.UNSUPPORTED,
                    "what has changed in %s can be committed by the git program only, which is not on the PATH"
                            .formatted(place.directory()));
        }
        return new WorktreeCommit(place);
    }
}
