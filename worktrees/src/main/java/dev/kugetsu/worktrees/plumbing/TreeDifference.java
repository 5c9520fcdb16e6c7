package dev.kugetsu.worktrees.plumbing;

/// How two trees differ; binary files count as files only.
public record TreeDifference(int files, int insertions, int deletions) {

    public static final TreeDifference NONE = new TreeDifference(0, 0, 0);
}
