package dev.kugetsu.worktrees;

/// What happened to a worktree between two moments.
///
/// @param commits new commits on the way from the old HEAD to the new
/// @param files files that differ, uncommitted and untracked ones included
/// @param insertions lines added, text files only
/// @param deletions lines removed, text files only
public record Changes(int commits, int files, int insertions, int deletions) {

    public static final Changes NONE = new Changes(0, 0, 0, 0);
}
