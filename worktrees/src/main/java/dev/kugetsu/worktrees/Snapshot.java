package dev.kugetsu.worktrees;

/// The state of a worktree at one moment.
///
/// @param head the commit that was checked out
/// @param tree the tree of all files that are not ignored, as they were on the disk
public record Snapshot(String head, String tree) {}
