package dev.kugetsu.worktrees;

import java.nio.file.Path;

/// A linked worktree.
///
/// @param directory its absolute folder
/// @param baseCommit the commit that its branch started from
public record Worktree(Repository repository, Path directory, BranchName branch, String baseCommit) {}
