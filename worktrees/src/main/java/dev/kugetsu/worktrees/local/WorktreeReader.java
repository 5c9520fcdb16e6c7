package dev.kugetsu.worktrees.local;

import dev.kugetsu.worktrees.BranchName;
import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.Worktree;
import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.Worktrees.OwnedWorktree;
import dev.kugetsu.worktrees.plumbing.Head;
import dev.kugetsu.worktrees.plumbing.Plumbing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tells what worktrees a repository has, as the port shows them.
final class WorktreeReader {

    private static final String HEADS = "refs/heads/";

    private final Repository repository;
    private final PlumbingChoice choice;

    WorktreeReader(Repository repository, PlumbingChoice choice) {
        this.repository = repository;
        this.choice = choice;
    }

    /// Empty when the worktree has no branch, neither of its own nor checked out.
    Optional<Worktree> find(Registered registered) throws IOException, WorktreeException {
        try (Plumbing plumbing = choice.open(repository)) {
            Head head = plumbing.files().head(registered.worktree());
            Optional<BranchName> branch =
                    registered.mark().flatMap(Mark::branch).or(() -> branch(head));
            Optional<String> base = registered.mark().map(Mark::baseCommit).or(head::commitId);
            return branch.isPresent() && base.isPresent()
                    ? Optional.of(new Worktree(repository, registered.worktree().directory(), branch.get(), base.get()))
                    : Optional.empty();
        }
    }

    List<OwnedWorktree> listOwned() throws IOException, WorktreeException {
        List<OwnedWorktree> owned = new ArrayList<>();
        try (Plumbing plumbing = choice.open(repository)) {
            for (Registered registered : new Registry(repository).list()) {
                Optional<String> owner = registered.owner();
                if (owner.isPresent()) {
                    owned.add(new OwnedWorktree(
                            registered.worktree().directory(),
                            owner.get(),
                            branch(plumbing.files().head(registered.worktree())),
                            registered.isFolderMissing()));
                }
            }
        }
        return List.copyOf(owned);
    }

    static Optional<BranchName> branch(Head head) {
        return head.branchRef()
                .filter(ref -> ref.startsWith(HEADS))
                .map(ref -> new BranchName(ref.substring(HEADS.length())));
    }
}
