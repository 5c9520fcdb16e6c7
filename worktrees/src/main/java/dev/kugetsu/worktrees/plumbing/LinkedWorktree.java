package dev.kugetsu.worktrees.plumbing;

import java.nio.file.Path;

/// A linked worktree as it lies on the disk.
///
/// @param administration the folder that the repository keeps about it, below `worktrees/` of its common
///   directory
/// @param directory the folder with its files
public record LinkedWorktree(Path administration, Path directory) {}
