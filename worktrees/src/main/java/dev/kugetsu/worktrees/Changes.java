package dev.kugetsu.worktrees;

import java.util.List;

/// What happened to a worktree between two moments.
///
/// @param commits new commits on the way from the old HEAD to the new
/// @param paths of the files that differ, uncommitted and untracked ones included, from the root of the worktree, with
/// `/`
/// @param insertions lines added, text files only
/// @param deletions lines removed, text files only
public record Changes(int commits, List<String> paths, int insertions, int deletions) {

    public static final Changes NONE = new Changes(0, List.of(), 0, 0);

    public Changes {
        paths = List.copyOf(paths);
    }

    /// How many files differ.
    public int files() {
        return paths.size();
    }
}
