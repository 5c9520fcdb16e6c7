package dev.kugetsu.worktrees.local;

import dev.kugetsu.worktrees.BranchName;
import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.WorktreeException.Kind;
import dev.kugetsu.worktrees.Worktrees.LocalBranch;
import dev.kugetsu.worktrees.plumbing.Head;
import dev.kugetsu.worktrees.plumbing.LinkedWorktree;
import dev.kugetsu.worktrees.plumbing.Plumbing;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Local branches: which are free, which are in use, and their end.
final class Branches {

    private static final String HEADS = "refs/heads/";

    private final Repository repository;
    private final Plumbing plumbing;

    Branches(Repository repository, Plumbing plumbing) {
        this.repository = repository;
        this.plumbing = plumbing;
    }

    /// The wished name, or the first free one of `<wish>-2`, `<wish>-3` …
    BranchName findFree(BranchName wish) throws IOException, WorktreeException {
        Set<String> taken = new HashSet<>(plumbing.references().list(HEADS).keySet());
        taken.addAll(inUse(Optional.empty()));
        refuseBelowBranch(wish, taken);
        for (int number = 1; ; number++) {
            BranchName candidate = number == 1 ? wish : new BranchName(wish + "-" + number);
            String folder = candidate.ref() + "/";
            if (!taken.contains(candidate.ref()) && taken.stream().noneMatch(ref -> ref.startsWith(folder))) {
                return candidate;
            }
        }
    }

    /// A branch `a` and a branch `a/b` cannot exist side by side.
    private void refuseBelowBranch(BranchName wish, Set<String> taken) throws WorktreeException {
        String name = wish.value();
        for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
            String above = name.substring(0, slash);
            if (taken.contains(HEADS + above)) {
                throw new WorktreeException(
                        Kind.INVALID_BRANCH,
                        ("no branch '%s' can be made in %s because a branch '%s' exists;"
                                        + " rename that one, or choose another template")
                                .formatted(wish, repository.directory(), above));
            }
        }
    }

    /// Deletes a branch that still points at this commit and that no worktree uses but the one that is going.
    boolean delete(BranchName branch, String expectedCommit, Optional<LinkedWorktree> leaving) throws IOException {
        return !inUse(leaving).contains(branch.ref()) && plumbing.references().delete(branch.ref(), expectedCommit);
    }

    boolean isInUse(BranchName branch) throws IOException {
        return inUse(Optional.empty()).contains(branch.ref());
    }

    /// Those that git itself would make; a name that it refuses is none of ours.
    List<LocalBranch> list() throws IOException {
        Set<String> used = inUse(Optional.empty());
        return plumbing.references().list(HEADS).entrySet().stream()
                .filter(ref -> BranchName.isValid(ref.getKey().substring(HEADS.length())))
                .map(ref -> new LocalBranch(
                        new BranchName(ref.getKey().substring(HEADS.length())),
                        ref.getValue(),
                        used.contains(ref.getKey())))
                .toList();
    }

    Optional<String> findCommit(BranchName branch) throws IOException {
        return Optional.ofNullable(plumbing.references().list(HEADS).get(branch.ref()));
    }

    private Set<String> inUse(Optional<LinkedWorktree> except) throws IOException {
        Set<String> used = new HashSet<>();
        plumbing.references().findTarget("HEAD").ifPresent(used::add);
        for (Registered other : new Registry(repository).list()) {
            if (!Optional.of(other.worktree()).equals(except)) {
                Head head = plumbing.files().head(other.worktree());
                head.branchRef().ifPresent(used::add);
            }
        }
        return used;
    }
}
