package dev.kugetsu.worktrees.plumbing;

import java.util.List;

/// How two trees differ; binary files have no lines.
///
/// @param paths of the files that differ, from the root, with `/`
public record TreeDifference(List<String> paths, int insertions, int deletions) {

    public static final TreeDifference NONE = new TreeDifference(List.of(), 0, 0);

    public TreeDifference {
        paths = List.copyOf(paths);
    }
}
