package dev.kugetsu.worktrees.gitcli;

import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.plumbing.ObjectStore;
import dev.kugetsu.worktrees.plumbing.Plumbing;
import dev.kugetsu.worktrees.plumbing.References;
import dev.kugetsu.worktrees.plumbing.WorktreeFiles;

/// A repository served by the git binary.
public final class GitPlumbing implements Plumbing {

    private final Repository repository;
    private final GitCommand git;

    public GitPlumbing(Repository repository) {
        this.repository = repository;
        this.git = GitCommand.in(repository.commonDirectory(), repository.directory());
    }

    @Override
    public References references() {
        return new GitReferences(git);
    }

    @Override
    public ObjectStore objects() {
        return new GitObjects(git);
    }

    @Override
    public WorktreeFiles files() {
        return new GitFiles(repository, git);
    }

    @Override
    public void close() {
        // Each command is a process of its own.
    }
}
