package dev.kugetsu.worktrees.local;

import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.WorktreeException.Kind;
import dev.kugetsu.worktrees.plumbing.LinkedWorktree;
import dev.kugetsu.worktrees.plumbing.Plumbing;
import java.io.IOException;
import java.nio.file.Path;

/// The way in which every worktree comes to be: registered and attached under the repository's lock, filled
/// outside of it, taken back as a whole when a step fails.
final class Construction {

    private final Repository repository;
    private final Plumbing plumbing;
    private final Steps steps;
    private final String owner;

    Construction(Repository repository, Plumbing plumbing, Steps steps, String owner) {
        this.repository = repository;
        this.plumbing = plumbing;
        this.steps = steps;
        this.owner = owner;
    }

    /// What is written about the new worktree while the lock is held.
    interface Attachment<T> {
        T attach(LinkedWorktree worktree) throws IOException, WorktreeException;
    }

    /// What is put into it afterwards.
    interface Filling {
        void fill(LinkedWorktree worktree) throws IOException, WorktreeException;
    }

    <T> T build(Path directory, String commitId, Attachment<T> attachment, Filling filling)
            throws IOException, WorktreeException {
        refuseRegistered(directory);
        try {
            T attached = RepositoryLock.hold(repository.commonDirectory(), () -> {
                LinkedWorktree worktree = plumbing.files().register(directory, commitId, CreationLock.reason(owner));
                steps.done("registration");
                return attachment.attach(worktree);
            });
            LinkedWorktree worktree = registered(directory).worktree();
            filling.fill(worktree);
            CreationLock.release(worktree.administration());
            steps.done("release");
            return attached;
        } catch (IOException | WorktreeException | RuntimeException e) {
            takeBack(directory, e);
            throw e;
        }
    }

    private void takeBack(Path directory, Exception failure) {
        try {
            new Teardown(repository, plumbing, steps).takeBack(directory, owner);
        } catch (IOException | WorktreeException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private void refuseRegistered(Path directory) throws IOException, WorktreeException {
        if (new Registry(repository).find(directory).isPresent()) {
            throw new WorktreeException(
                    Kind.EXISTS,
                    "%s is registered as a worktree of %s already, though its folder is empty or gone; remove it first"
                            .formatted(directory, repository.directory()));
        }
    }

    private Registered registered(Path directory) throws IOException {
        return new Registry(repository)
                .find(directory)
                .orElseThrow(() -> new IOException("somebody has removed the new worktree " + directory));
    }
}
