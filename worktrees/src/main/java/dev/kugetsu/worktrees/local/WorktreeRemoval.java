package dev.kugetsu.worktrees.local;

import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.WorktreeException.Kind;
import dev.kugetsu.worktrees.Worktrees.Preserved;
import dev.kugetsu.worktrees.Worktrees.Removal;
import dev.kugetsu.worktrees.plumbing.Plumbing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// Removes a worktree: its work is saved first, then it goes in steps that can be repeated.
final class WorktreeRemoval {

    private static final Removal NOTHING = new Removal(Optional.empty(), Optional.empty(), false);

    private final Repository repository;
    private final PlumbingChoice choice;
    private final Clock clock;
    private final Steps steps;
    private final Registry registry;

    WorktreeRemoval(Repository repository, PlumbingChoice choice, Clock clock, Steps steps) {
        this.repository = repository;
        this.choice = choice;
        this.clock = clock;
        this.steps = steps;
        this.registry = new Registry(repository);
    }

    Removal remove(Path directory, String owner) throws IOException, WorktreeException {
        try (Plumbing plumbing = choice.open(repository)) {
            new Teardown(repository, plumbing, steps).takeBack(directory, owner);
        }
        Optional<Registered> registered = registry.find(directory);
        if (registered.isEmpty()) {
            refuseUnregistered(directory);
            return NOTHING;
        }
        refuseForeign(registered.get(), owner);
        Removal removal =
                registered.get().isFolderMissing() ? removeRecords(directory, owner) : saveAndRemove(registered.get());
        Trash.beside(registered.get().worktree().directory()).empty();
        steps.done("trash emptied");
        return removal;
    }

    private Removal saveAndRemove(Registered registered) throws IOException, WorktreeException {
        refuseOtherWorktreesInside(registered);
        Mark mark = registered.mark().orElseThrow();
        try (Plumbing plumbing = choice.openForWorktree(repository, registered.worktree())) {
            PreservedWork work = new PreservedWork(plumbing);
            Optional<Preserved> preserved = work.save(registered.worktree(), mark, clock.instant(), repository);
            steps.done("work saved");
            if (preserved.isPresent()) {
                mark.withPreserved(preserved.get().ref())
                        .write(registered.worktree().administration());
                steps.done("work noted");
            }
        }
        return removeRecords(registered.worktree().directory(), mark.owner());
    }

    /// The registration is read again: it may have gone while the work was being saved.
    private Removal removeRecords(Path directory, String owner) throws IOException, WorktreeException {
        try (Plumbing plumbing = choice.open(repository)) {
            return RepositoryLock.hold(repository.commonDirectory(), () -> {
                Optional<Registered> registered = registry.find(directory);
                if (registered.isEmpty()) {
                    return NOTHING;
                }
                refuseForeign(registered.get(), owner);
                Mark mark = registered.get().mark().orElseThrow();
                Optional<Preserved> preserved = mark.preserved().isEmpty()
                        ? Optional.empty()
                        : new PreservedWork(plumbing).find(mark.preserved().get());
                boolean isBranchDeleted = new Teardown(repository, plumbing, steps).takeAway(registered.get());
                return new Removal(preserved, mark.branch(), isBranchDeleted);
            });
        }
    }

    private void refuseUnregistered(Path directory) throws WorktreeException {
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new WorktreeException(
                    Kind.NOT_OURS,
                    "%s is not registered as a worktree of %s; if it may go, delete it yourself"
                            .formatted(directory, repository.directory()));
        }
    }

    private static void refuseForeign(Registered registered, String owner) throws IOException, WorktreeException {
        Path directory = registered.worktree().directory();
        if (registered.mark().isEmpty()) {
            throw new WorktreeException(
                    Kind.NOT_OURS,
                    "the worktree %s was not made by kugetsu; remove it with `git worktree remove`"
                            .formatted(directory));
        }
        String actual = registered.mark().get().owner();
        if (!actual.equals(owner)) {
            throw new WorktreeException(
                    Kind.NOT_OURS, "the worktree %s belongs to %s, not to %s".formatted(directory, actual, owner));
        }
        Optional<String> lock = CreationLock.findReason(registered.worktree().administration());
        if (lock.isPresent()) {
            throw new WorktreeException(
                    Kind.LOCKED,
                    "the worktree %s is locked%s; unlock it with `git worktree unlock`, then try again"
                            .formatted(directory, lock.get().isEmpty() ? "" : " (" + lock.get() + ")"));
        }
        if (!registered.isFolderMissing() && !registered.isFolderItsOwn()) {
            throw new WorktreeException(
                    Kind.NOT_OURS,
                    "%s is no longer the worktree that was made there; look at it and move it away, then try again"
                            .formatted(directory));
        }
    }

    /// An ignored folder is not saved, so a worktree in one must be removed by itself.
    private void refuseOtherWorktreesInside(Registered outer) throws IOException, WorktreeException {
        Path directory = outer.worktree().directory();
        List<String> inside = registry.list().stream()
                .filter(other -> !other.isFolderMissing())
                .map(other -> other.worktree().directory())
                .filter(other -> !other.equals(directory) && other.startsWith(directory))
                .map(Path::toString)
                .toList();
        if (!inside.isEmpty()) {
            throw new WorktreeException(
                    Kind.UNSAVEABLE,
                    "the worktree %s holds other worktrees: %s; remove those first"
                            .formatted(directory, String.join(", ", inside)));
        }
    }
}
