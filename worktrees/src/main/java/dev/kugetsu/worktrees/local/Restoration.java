package dev.kugetsu.worktrees.local;

import dev.kugetsu.worktrees.BranchName;
import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.Worktree;
import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.WorktreeException.Kind;
import dev.kugetsu.worktrees.Worktrees.Preserved;
import dev.kugetsu.worktrees.Worktrees.RestoreRequest;
import dev.kugetsu.worktrees.plumbing.LinkedWorktree;
import dev.kugetsu.worktrees.plumbing.Plumbing;
import dev.kugetsu.worktrees.plumbing.StoredCommit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Makes a removed worktree anew, with the work that was saved.
final class Restoration {

    private final Repository repository;
    private final Plumbing plumbing;
    private final Steps steps;

    Restoration(Repository repository, Plumbing plumbing, Steps steps) {
        this.repository = repository;
        this.plumbing = plumbing;
        this.steps = steps;
    }

    Worktree restore(RestoreRequest request) throws IOException, WorktreeException {
        SavedState saved = read(request);
        try (NewFolder folder = NewFolder.prepare(request.directory())) {
            Path directory = folder.directory();
            new Construction(repository, plumbing, steps, request.owner())
                    .build(
                            directory,
                            saved.head().orElse(request.baseCommit()),
                            worktree -> attach(worktree, request, saved),
                            worktree -> {
                                fill(worktree, saved);
                                new WorktreeInclude(repository, plumbing).copyTo(directory);
                                steps.done("includes");
                                note(worktree, request, Optional.of(request.branch()));
                            });
            folder.keep();
            return new Worktree(repository, directory, request.branch(), request.baseCommit());
        }
    }

    /// What is to be put where.
    ///
    /// @param branch what HEAD is to name, or empty when it was detached
    /// @param head the commit of HEAD, or empty when its branch had none
    /// @param files the commit or tree of the files
    /// @param state the tree of git's own files, if they were saved
    private record SavedState(
            Optional<BranchName> branch, Optional<String> head, String files, Optional<String> state) {}

    private SavedState read(RestoreRequest request) throws IOException {
        if (request.preserved().isEmpty()) {
            String tip = new Branches(repository, plumbing)
                    .findCommit(request.branch())
                    .orElse(request.baseCommit());
            return new SavedState(Optional.of(request.branch()), Optional.of(tip), tip, Optional.empty());
        }
        Preserved preserved = request.preserved().get();
        StoredCommit commit = plumbing.objects().readCommit(preserved.commitId());
        Optional<String> head = PreservedMessage.isWithoutCommit(commit.message())
                ? Optional.empty()
                : Optional.of(commit.parents().getFirst());
        String state = plumbing.objects().readCommit(commit.parents().getLast()).tree();
        return new SavedState(preserved.branch(), head, preserved.commitId(), Optional.of(state));
    }

    private boolean attach(LinkedWorktree worktree, RestoreRequest request, SavedState saved)
            throws IOException, WorktreeException {
        // A branch that is there already is not ours to delete if the restoration fails.
        note(worktree, request, Optional.empty());
        if (saved.branch().isPresent()) {
            BranchName branch = saved.branch().get();
            if (saved.head().isPresent()) {
                requireFree(branch);
                ensureBranch(branch, saved.head().get(), worktree, request);
                requireTip(branch, saved.head().get());
            }
            plumbing.files().attach(worktree, branch.ref());
            steps.done("head");
        }
        // The worktree's own branch is made again too when another one was checked out.
        ensureBranch(request.branch(), request.baseCommit(), worktree, request);
        return true;
    }

    private void note(LinkedWorktree worktree, RestoreRequest request, Optional<BranchName> branch) throws IOException {
        new Mark(request.owner(), request.baseCommit(), branch, Optional.empty()).write(worktree.administration());
        steps.done("note");
    }

    private void ensureBranch(BranchName branch, String commit, LinkedWorktree worktree, RestoreRequest request)
            throws IOException {
        if (new Branches(repository, plumbing).findCommit(branch).isEmpty()) {
            if (branch.equals(request.branch())) {
                note(worktree, request, Optional.of(branch));
            }
            plumbing.references().create(branch.ref(), commit, "branch: Restored");
            steps.done("branch");
        }
    }

    private void requireFree(BranchName branch) throws IOException, WorktreeException {
        if (new Branches(repository, plumbing).isInUse(branch)) {
            throw new WorktreeException(
                    Kind.BRANCH_IN_USE,
                    "the branch '%s' of %s is checked out in another worktree; switch that one to another branch first"
                            .formatted(branch, repository.directory()));
        }
    }

    private void requireTip(BranchName branch, String head) throws IOException, WorktreeException {
        String tip = new Branches(repository, plumbing).findCommit(branch).orElse("nothing");
        if (!tip.equals(head)) {
            throw new WorktreeException(
                    Kind.BRANCH_IN_USE,
                    ("the branch '%s' of %s has moved to %s since the work was saved at %s;"
                                    + " rename it, then try again")
                            .formatted(branch, repository.directory(), tip, head));
        }
    }

    private void fill(LinkedWorktree worktree, SavedState saved) throws IOException {
        StateTree state = new StateTree(plumbing);
        if (saved.state().isPresent()) {
            state.putBackSettings(saved.state().get(), worktree);
        }
        plumbing.files().checkOut(worktree, saved.files());
        steps.done("files");
        if (saved.state().isPresent()) {
            state.putBack(saved.state().get(), worktree);
            steps.done("state");
        }
    }
}
