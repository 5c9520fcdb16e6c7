package dev.kugetsu.worktrees.jgit;

import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.plumbing.ObjectStore;
import dev.kugetsu.worktrees.plumbing.Plumbing;
import dev.kugetsu.worktrees.plumbing.References;
import dev.kugetsu.worktrees.plumbing.WorktreeFiles;
import java.io.IOException;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/// A repository served by JGit; only for those that {@link Faithfulness} finds nothing against.
///
/// Never offers JGit's `gc`: JGit 7.8.1 deletes what only linked worktrees refer to. Every path given to JGit is
/// absolute: with a relative one it silently behaves otherwise.
public final class JGitPlumbing implements Plumbing {

    private final Repository location;
    private final org.eclipse.jgit.lib.Repository repository;

    public JGitPlumbing(Repository location) throws IOException {
        this.location = location;
        this.repository = new FileRepositoryBuilder()
                .setGitDir(location.commonDirectory().toFile())
                .setWorkTree(location.directory().toFile())
                .setMustExist(true)
                .build();
    }

    @Override
    public References references() {
        return new JGitReferences(repository);
    }

    @Override
    public ObjectStore objects() {
        return new JGitObjects(repository);
    }

    @Override
    public WorktreeFiles files() {
        return new JGitFiles(location, repository);
    }

    @Override
    public void close() {
        repository.close();
    }
}
