package dev.kugetsu.worktrees.local;

import dev.kugetsu.worktrees.BaseCommit;
import dev.kugetsu.worktrees.BranchName;
import dev.kugetsu.worktrees.Changes;
import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.Snapshot;
import dev.kugetsu.worktrees.Worktree;
import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.Worktrees;
import dev.kugetsu.worktrees.jgit.CoarseTimestamps;
import dev.kugetsu.worktrees.plumbing.Plumbing;
import dev.kugetsu.worktrees.plumbing.References;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// Worktrees of repositories on this machine, by JGit where that is faithful and by the git binary elsewhere.
public final class LocalWorktrees implements Worktrees {

    private static final int LARGEST_FILE_BYTES = 1 << 20;

    private final Clock clock;
    private final Steps steps;
    private final PlumbingChoice choice = new PlumbingChoice();

    public LocalWorktrees(Clock clock) {
        this(clock, step -> {});
    }

    LocalWorktrees(Clock clock, Steps steps) {
        this.clock = clock;
        this.steps = steps;
        CoarseTimestamps.install();
    }

    @Override
    public Repository find(Path directory) throws WorktreeException {
        return Failures.guard("find the repository of " + directory, () -> RepositoryLocator.find(directory));
    }

    @Override
    public BaseCommit resolveBase(Repository repository, Optional<String> revision) throws WorktreeException {
        return Failures.guard("resolve the base in " + repository.directory(), () -> {
            try (Plumbing plumbing = choice.open(repository)) {
                return new BaseResolver(repository, plumbing).resolve(revision);
            }
        });
    }

    @Override
    public Optional<String> readFile(Repository repository, String commitId, String path) throws WorktreeException {
        return Failures.guard("read %s of %s".formatted(path, repository.directory()), () -> {
            try (Plumbing plumbing = choice.open(repository)) {
                return plumbing.objects()
                        .findFile(commitId, path, LARGEST_FILE_BYTES)
                        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
            }
        });
    }

    @Override
    public Worktree create(CreateRequest request) throws WorktreeException {
        OwnerName.check(request.owner());
        return Failures.guard("create the worktree " + request.directory(), () -> {
            try (Plumbing plumbing =
                    choice.openForCommit(request.repository(), request.base().commitId())) {
                return new Creation(request.repository(), plumbing, steps).create(request);
            }
        });
    }

    @Override
    public void discard(Repository repository, Path directory, String owner) throws WorktreeException {
        remove(repository, directory, owner);
    }

    @Override
    public Optional<Worktree> findWorktree(Repository repository, Path directory) throws WorktreeException {
        return Failures.guard("look for the worktree " + directory, () -> {
            Optional<Registered> registered = new Registry(repository).find(directory);
            if (registered.isEmpty() || registered.get().isFolderMissing()) {
                return Optional.empty();
            }
            return new WorktreeReader(repository, choice).find(registered.get());
        });
    }

    @Override
    public List<OwnedWorktree> listOwned(Repository repository) throws WorktreeException {
        return Failures.guard(
                "list the worktrees of " + repository.directory(),
                () -> new WorktreeReader(repository, choice).listOwned());
    }

    @Override
    public Removal remove(Repository repository, Path directory, String owner) throws WorktreeException {
        OwnerName.check(owner);
        return Failures.guard(
                "remove the worktree " + directory,
                () -> new WorktreeRemoval(repository, choice, clock, steps).remove(directory, owner));
    }

    @Override
    public List<Preserved> listPreserved(Repository repository, Optional<String> owner) throws WorktreeException {
        return Failures.guard("list the saved work of " + repository.directory(), () -> {
            try (Plumbing plumbing = choice.open(repository)) {
                return new PreservedWork(plumbing).list(owner);
            }
        });
    }

    @Override
    public Worktree restore(RestoreRequest request) throws WorktreeException {
        OwnerName.check(request.owner());
        return Failures.guard("restore the worktree " + request.directory(), () -> {
            String commit = request.preserved().map(Preserved::commitId).orElse(request.baseCommit());
            try (Plumbing plumbing = choice.openForCommit(request.repository(), commit)) {
                return new Restoration(request.repository(), plumbing, steps).restore(request);
            }
        });
    }

    @Override
    public void deletePreserved(Repository repository, Preserved preserved) throws WorktreeException {
        Failures.guard("delete the saved work " + preserved.ref(), () -> {
            try (Plumbing plumbing = choice.open(repository)) {
                return RepositoryLock.hold(
                        repository.commonDirectory(),
                        () -> plumbing.references().delete(preserved.ref(), preserved.commitId()));
            }
        });
    }

    @Override
    public boolean deleteBranch(Repository repository, BranchName branch, String expectedCommit)
            throws WorktreeException {
        return Failures.guard("delete the branch %s of %s".formatted(branch, repository.directory()), () -> {
            try (Plumbing plumbing = choice.open(repository)) {
                return RepositoryLock.hold(
                        repository.commonDirectory(),
                        () -> new Branches(repository, plumbing).delete(branch, expectedCommit, Optional.empty()));
            }
        });
    }

    @Override
    public Optional<String> findBranch(Repository repository, BranchName branch) throws WorktreeException {
        return Failures.guard("look for the branch %s of %s".formatted(branch, repository.directory()), () -> {
            try (Plumbing plumbing = choice.open(repository)) {
                return new Branches(repository, plumbing).findCommit(branch);
            }
        });
    }

    @Override
    public void requireRoom(Repository repository, BranchName branch) throws WorktreeException {
        Failures.guard("look for room for the branch %s in %s".formatted(branch, repository.directory()), () -> {
            try (Plumbing plumbing = choice.open(repository)) {
                plumbing.references().requireRoom(branch.ref());
                return true;
            }
        });
    }

    @Override
    public boolean moveBranch(
            Repository repository, BranchName branch, Optional<String> expected, String commitId, String reason)
            throws WorktreeException {
        return Failures.guard("move the branch %s of %s".formatted(branch, repository.directory()), () -> {
            try (Plumbing plumbing = choice.open(repository)) {
                References references = plumbing.references();
                return RepositoryLock.hold(
                        repository.commonDirectory(),
                        () -> expected.isPresent()
                                ? references.move(branch.ref(), expected.get(), commitId, reason)
                                : references.create(branch.ref(), commitId, reason));
            }
        });
    }

    @Override
    public CheckedOut findCheckedOut(Path directory) throws WorktreeException {
        return Failures.guard("look at the worktree of " + directory, () -> new PlaceFinder(choice).find(directory));
    }

    @Override
    public String resolve(CheckedOut place, String revision) throws WorktreeException {
        return Failures.guard("resolve '%s' in %s".formatted(revision, place.directory()), () -> {
            try (Plumbing plumbing = choice.open(place.repository())) {
                return new BaseResolver(place.repository(), plumbing).resolveAt(place.commitId(), revision);
            }
        });
    }

    @Override
    public Optional<String> prepareCommit(CheckedOut place, String message) throws WorktreeException {
        return Failures.guard(
                "commit what has changed in " + place.directory(),
                () -> PlaceFinder.commit(place).prepare(message));
    }

    @Override
    public List<String> rehearseCommit(CheckedOut place) throws WorktreeException {
        return Failures.guard(
                "look at what has changed in " + place.directory(),
                () -> PlaceFinder.commit(place).rehearse());
    }

    @Override
    public boolean advance(CheckedOut place, String commitId, String reason) throws WorktreeException {
        return Failures.guard(
                "move the branch of " + place.directory(),
                () -> RepositoryLock.hold(
                        place.repository().commonDirectory(),
                        () -> PlaceFinder.commit(place).advance(commitId, reason)));
    }

    @Override
    public List<LocalBranch> listBranches(Repository repository) throws WorktreeException {
        return Failures.guard("list the branches of " + repository.directory(), () -> {
            try (Plumbing plumbing = choice.open(repository)) {
                return new Branches(repository, plumbing).list();
            }
        });
    }

    @Override
    public List<Leftover> listLeftovers(Repository repository) throws WorktreeException {
        return Failures.guard(
                "look for leftovers in " + repository.commonDirectory(), () -> new Leftovers(repository, clock).list());
    }

    @Override
    public void clearLeftovers(Repository repository) throws WorktreeException {
        Failures.guard("clear leftovers in " + repository.commonDirectory(), () -> {
            new Leftovers(repository, clock).clear();
            return true;
        });
    }

    @Override
    public Snapshot snapshot(Worktree worktree) throws WorktreeException {
        return Failures.guard(
                "record the state of " + worktree.directory(), () -> new ChangeObserver(choice).snapshot(worktree));
    }

    @Override
    public Changes changesSince(Worktree worktree, Snapshot before) throws WorktreeException {
        return Failures.guard(
                "compare the state of " + worktree.directory(),
                () -> new ChangeObserver(choice).changesSince(worktree, before));
    }
}
