package dev.kugetsu.worktrees.local;

import dev.kugetsu.worktrees.BranchName;
import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.Worktree;
import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.Worktrees.CreateRequest;
import dev.kugetsu.worktrees.plumbing.LinkedWorktree;
import dev.kugetsu.worktrees.plumbing.Plumbing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Makes one new worktree with its branch.
///
/// Each step leaves a trace that {@link Teardown} finds: the registration is locked in our name from its first
/// moment, and our note names the branch before the branch exists.
final class Creation {

    private final Repository repository;
    private final Plumbing plumbing;
    private final Steps steps;

    Creation(Repository repository, Plumbing plumbing, Steps steps) {
        this.repository = repository;
        this.plumbing = plumbing;
        this.steps = steps;
    }

    Worktree create(CreateRequest request) throws IOException, WorktreeException {
        String base = request.base().commitId();
        try (NewFolder folder = NewFolder.prepare(request.directory())) {
            Path directory = folder.directory();
            BranchName branch = new Construction(repository, plumbing, steps, request.owner())
                    .build(directory, base, worktree -> attachNewBranch(worktree, request), worktree -> {
                        plumbing.files().checkOut(worktree, base);
                        steps.done("files");
                        new WorktreeInclude(repository, plumbing).copyTo(directory);
                        steps.done("included files");
                    });
            folder.keep();
            return new Worktree(repository, directory, branch, base);
        }
    }

    private BranchName attachNewBranch(LinkedWorktree worktree, CreateRequest request)
            throws IOException, WorktreeException {
        String base = request.base().commitId();
        while (true) {
            BranchName branch = new Branches(repository, plumbing).findFree(request.wish());
            new Mark(request.owner(), base, Optional.of(branch), Optional.empty()).write(worktree.administration());
            steps.done("note");
            if (plumbing.references()
                    .create(
                            branch.ref(),
                            base,
                            "branch: Created from " + request.base().name())) {
                steps.done("branch");
                plumbing.files().attach(worktree, branch.ref());
                steps.done("head");
                return branch;
            }
        }
    }
}
