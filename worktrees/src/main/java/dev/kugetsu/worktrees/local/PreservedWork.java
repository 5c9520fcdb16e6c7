package dev.kugetsu.worktrees.local;

import dev.kugetsu.worktrees.BranchName;
import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.Worktrees.Preserved;
import dev.kugetsu.worktrees.plumbing.Capture;
import dev.kugetsu.worktrees.plumbing.Head;
import dev.kugetsu.worktrees.plumbing.LinkedWorktree;
import dev.kugetsu.worktrees.plumbing.Plumbing;
import dev.kugetsu.worktrees.plumbing.StoredCommit;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Work that is kept when its worktree goes, as commits that only references of ours point to.
///
/// The commit's tree is the state of the files. Its parents are HEAD (unless the branch had no commit), a
/// commit of what was staged, and a commit of git's own files about the worktree, see {@link StateTree}.
final class PreservedWork {

    private final Plumbing plumbing;

    PreservedWork(Plumbing plumbing) {
        this.plumbing = plumbing;
    }

    /// Saves what no branch holds; empty when there is nothing of that kind.
    Optional<Preserved> save(LinkedWorktree worktree, Mark mark, Instant now, Repository repository)
            throws IOException, WorktreeException {
        Head head = plumbing.files().head(worktree);
        Capture capture = plumbing.files().capture(worktree);
        StateTree state = new StateTree(plumbing);
        if (!isWorthSaving(head, capture, mark, worktree, state)) {
            return Optional.empty();
        }
        Instant second = now.truncatedTo(ChronoUnit.SECONDS);
        List<String> base = head.commitId().map(List::of).orElse(List.of());
        StoredCommit index = new StoredCommit(capture.indexTree(), base, "what was staged\n", second);
        StoredCommit files = new StoredCommit(
                state.write(worktree, capture), state.findCommits(worktree), "what git knew of the worktree\n", second);
        Optional<Preserved> before = findSame(mark.owner(), capture.tree(), List.of(index.tree(), files.tree()), head);
        if (before.isPresent()) {
            return before;
        }
        List<String> parents = new ArrayList<>(base);
        parents.add(plumbing.objects().writeCommit(index));
        parents.add(plumbing.objects().writeCommit(files));
        String message = PreservedMessage.write(mark.owner(), head);
        String commit = plumbing.objects().writeCommit(new StoredCommit(capture.tree(), parents, message, second));
        return Optional.of(
                RepositoryLock.hold(repository.commonDirectory(), () -> publish(commit, mark.owner(), now, head)));
    }

    private Preserved publish(String commit, String owner, Instant now, Head head) throws IOException {
        Instant time = now.truncatedTo(ChronoUnit.MILLIS);
        while (true) {
            String ref = PreservedRef.name(owner, time);
            if (plumbing.references().create(ref, commit, "kugetsu: saved")) {
                return new Preserved(ref, commit, owner, time, WorktreeReader.branch(head));
            }
            time = time.plusMillis(1);
        }
    }

    private boolean isWorthSaving(Head head, Capture capture, Mark mark, LinkedWorktree worktree, StateTree state)
            throws IOException {
        if (!capture.unmergedBlobs().isEmpty() || state.isOperationInProgress(worktree)) {
            return true;
        }
        if (head.commitId().isEmpty()) {
            return !plumbing.objects().readTree(capture.tree()).isEmpty();
        }
        String commit = head.commitId().get();
        String committed = plumbing.objects().readCommit(commit).tree();
        boolean isAsCommitted =
                capture.tree().equals(committed) && capture.indexTree().equals(committed);
        boolean isOnNoBranch = head.branchRef().isEmpty() && !commit.equals(mark.baseCommit());
        return !isAsCommitted || isOnNoBranch;
    }

    /// The same state saved before, by a removal that was interrupted.
    private Optional<Preserved> findSame(String owner, String tree, List<String> parentTrees, Head head)
            throws IOException, WorktreeException {
        for (Preserved candidate : list(Optional.of(owner))) {
            StoredCommit commit = plumbing.objects().readCommit(candidate.commitId());
            List<String> parents = commit.parents();
            int own = parents.size() - parentTrees.size();
            if (own < 0
                    || !commit.tree().equals(tree)
                    || !parents.stream().limit(own).findFirst().equals(head.commitId())
                    || !candidate.branch().equals(WorktreeReader.branch(head))) {
                continue;
            }
            List<String> trees = new ArrayList<>();
            for (String parent : parents.subList(own, parents.size())) {
                trees.add(plumbing.objects().readCommit(parent).tree());
            }
            if (trees.equals(parentTrees)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    List<Preserved> list(Optional<String> owner) throws IOException {
        String prefix = PreservedRef.PREFIX + owner.map(name -> name + "/").orElse("");
        List<Preserved> found = new ArrayList<>();
        for (Map.Entry<String, String> ref : plumbing.references().list(prefix).entrySet()) {
            read(ref.getKey(), ref.getValue()).ifPresent(found::add);
        }
        found.sort(Comparator.comparing(Preserved::savedAt).reversed());
        return List.copyOf(found);
    }

    Optional<Preserved> find(String ref) throws IOException {
        Optional<String> commit = plumbing.references().findCommit(ref);
        return commit.isEmpty() ? Optional.empty() : read(ref, commit.get());
    }

    private Optional<Preserved> read(String ref, String commitId) throws IOException {
        Optional<PreservedRef> parsed = PreservedRef.parse(ref);
        if (parsed.isEmpty()) {
            return Optional.empty();
        }
        Optional<BranchName> branch = PreservedMessage.findBranch(
                plumbing.objects().readCommit(commitId).message());
        return Optional.of(
                new Preserved(ref, commitId, parsed.get().owner(), parsed.get().savedAt(), branch));
    }
}
