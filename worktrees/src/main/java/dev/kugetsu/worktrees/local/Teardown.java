package dev.kugetsu.worktrees.local;

import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.WorktreeException.Kind;
import dev.kugetsu.worktrees.plumbing.LinkedWorktree;
import dev.kugetsu.worktrees.plumbing.Plumbing;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// Takes a worktree away whose content is saved or was never anybody's. Each step can be repeated after a
/// crash: the records, by which the rest is found, go last.
final class Teardown {

    private final Repository repository;
    private final Plumbing plumbing;
    private final Steps steps;

    Teardown(Repository repository, Plumbing plumbing, Steps steps) {
        this.repository = repository;
        this.plumbing = plumbing;
        this.steps = steps;
    }

    /// Takes back what an interrupted construction has left; its files are nobody's work yet.
    void takeBack(Path directory, String owner) throws IOException, WorktreeException {
        Registry registry = new Registry(repository);
        RepositoryLock.hold(repository.commonDirectory(), () -> {
            Leftovers.clearAside(repository);
            for (Registry.Unplaced unplaced : registry.listUnplaced()) {
                if (unplaced.maker().equals(owner)) {
                    Leftovers.delete(unplaced.administration());
                }
            }
            Optional<Registered> registered = registry.find(directory);
            if (registered.isPresent() && registered.get().maker().equals(Optional.of(owner))) {
                refuseForeignFolder(registered.get());
                takeAway(registered.get());
            }
            return true;
        });
        Trash.beside(Registry.canonical(directory)).empty();
    }

    /// Removes folder, branch and records, in this order; the caller holds the lock and empties the trash.
    ///
    /// @return whether the branch went too
    boolean takeAway(Registered registered) throws IOException {
        LinkedWorktree worktree = registered.worktree();
        if (!registered.isFolderMissing()) {
            Trash.beside(worktree.directory()).take(worktree.directory());
            steps.done("folder moved away");
        }
        boolean isBranchDeleted = registered.mark().isPresent()
                && deleteUnusedBranch(registered.mark().get(), worktree);
        steps.done("branch deleted");
        deleteRecords(worktree.administration());
        steps.done("records deleted");
        return isBranchDeleted;
    }

    private boolean deleteUnusedBranch(Mark mark, LinkedWorktree worktree) throws IOException {
        Branches branches = new Branches(repository, plumbing);
        return mark.branch().isPresent()
                && branches.findCommit(mark.branch().get()).isPresent()
                && branches.delete(mark.branch().get(), mark.baseCommit(), Optional.of(worktree));
    }

    /// An empty folder is one that died before it got its `.git`.
    private static void refuseForeignFolder(Registered registered) throws IOException, WorktreeException {
        Path directory = registered.worktree().directory();
        if (registered.isFolderMissing() || registered.isFolderItsOwn()) {
            return;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            if (!children.iterator().hasNext()) {
                return;
            }
        }
        throw new WorktreeException(
                Kind.NOT_OURS,
                directory + " is not the worktree that was begun there; look at it and move it away, then try again");
    }

    /// Moves the records aside first, so that git never sees a part of them.
    private void deleteRecords(Path administration) throws IOException {
        Path aside = Files.createDirectories(repository.commonDirectory().resolve("kugetsu"))
                .resolve("registering-gone-" + administration.getFileName());
        Leftovers.delete(aside);
        Files.move(administration, aside, StandardCopyOption.ATOMIC_MOVE);
        Leftovers.delete(aside);
    }
}
