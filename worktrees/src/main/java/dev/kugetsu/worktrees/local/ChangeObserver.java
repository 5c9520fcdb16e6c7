package dev.kugetsu.worktrees.local;

import dev.kugetsu.worktrees.Changes;
import dev.kugetsu.worktrees.Snapshot;
import dev.kugetsu.worktrees.Worktree;
import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.WorktreeException.Kind;
import dev.kugetsu.worktrees.plumbing.LinkedWorktree;
import dev.kugetsu.worktrees.plumbing.Plumbing;
import dev.kugetsu.worktrees.plumbing.TreeDifference;
import java.io.IOException;
import java.util.Optional;

/// Records the state of worktrees and tells how it has changed.
final class ChangeObserver {

    /// HEAD of a branch that has no commit yet.
    private static final String NO_COMMIT = "0".repeat(40);

    private final PlumbingChoice choice;

    ChangeObserver(PlumbingChoice choice) {
        this.choice = choice;
    }

    Snapshot snapshot(Worktree worktree) throws IOException, WorktreeException {
        LinkedWorktree linked = locate(worktree);
        try (Plumbing plumbing = choice.openForWorktree(worktree.repository(), linked)) {
            return snapshot(plumbing, linked);
        }
    }

    Changes changesSince(Worktree worktree, Snapshot before) throws IOException, WorktreeException {
        LinkedWorktree linked = locate(worktree);
        try (Plumbing plumbing = choice.openForWorktree(worktree.repository(), linked)) {
            Snapshot now = snapshot(plumbing, linked);
            TreeDifference difference = now.tree().equals(before.tree())
                    ? TreeDifference.NONE
                    : plumbing.objects().compare(before.tree(), now.tree());
            return new Changes(
                    countCommits(plumbing, before, now),
                    difference.paths(),
                    difference.insertions(),
                    difference.deletions());
        }
    }

    private static Snapshot snapshot(Plumbing plumbing, LinkedWorktree linked) throws IOException {
        String head = plumbing.files().head(linked).commitId().orElse(NO_COMMIT);
        return new Snapshot(head, plumbing.files().capture(linked).tree());
    }

    private static int countCommits(Plumbing plumbing, Snapshot before, Snapshot now) throws IOException {
        if (now.head().equals(before.head()) || now.head().equals(NO_COMMIT)) {
            return 0;
        }
        Optional<String> excluded = Optional.of(before.head()).filter(head -> !head.equals(NO_COMMIT));
        return plumbing.objects().countCommits(excluded, now.head());
    }

    private static LinkedWorktree locate(Worktree worktree) throws IOException, WorktreeException {
        Optional<Registered> registered = new Registry(worktree.repository()).find(worktree.directory());
        if (registered.isEmpty()
                || registered.get().isFolderMissing()
                || !registered.get().isFolderItsOwn()) {
            throw new WorktreeException(
                    Kind.FAILED,
                    "%s is no worktree of %s (any more)"
                            .formatted(
                                    worktree.directory(), worktree.repository().directory()));
        }
        return registered.get().worktree();
    }
}
