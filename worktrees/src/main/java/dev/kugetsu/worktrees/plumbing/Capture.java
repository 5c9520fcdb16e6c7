package dev.kugetsu.worktrees.plumbing;

import java.util.List;

/// The state of a worktree's files in the object store.
///
/// @param tree all files that are not ignored, as a commit of them would hold them
/// @param indexTree what is staged; of a conflict our side, of an intended file nothing
/// @param rawFiles the bytes on the disk of those changed files that a checkout might give other ones
/// @param unmergedBlobs what only the index's conflicts hold
public record Capture(String tree, String indexTree, List<TreeEntry> rawFiles, List<String> unmergedBlobs) {

    public Capture {
        rawFiles = List.copyOf(rawFiles);
        unmergedBlobs = List.copyOf(unmergedBlobs);
    }
}
