package dev.kugetsu.worktrees.plumbing;

/// A file in a tree.
///
/// @param path with slashes, relative to the tree
/// @param mode as git writes it, such as `100644`
public record TreeEntry(String path, String mode, String objectId) {

    public static final String REGULAR = "100644";
    public static final String SYMLINK = "120000";
}
