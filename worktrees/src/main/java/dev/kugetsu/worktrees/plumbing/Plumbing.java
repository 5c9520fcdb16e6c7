package dev.kugetsu.worktrees.plumbing;

/// One open repository, by JGit or by the git binary; close it after use. For one thread.
///
/// Nothing here takes the repository's lock: whoever changes references or administrative files holds it.
public interface Plumbing extends AutoCloseable {

    References references();

    ObjectStore objects();

    WorktreeFiles files();

    @Override
    void close();
}
