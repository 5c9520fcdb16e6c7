package dev.kugetsu.worktrees.plumbing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The objects of a repository. Writing what is there already is success.
public interface ObjectStore {

    /// Reads a file as it is in a commit, or empty when the commit has none.
    ///
    /// @throws IOException when it is larger than `maximumBytes`
    Optional<byte[]> findFile(String commitId, String path, int maximumBytes) throws IOException;

    StoredCommit readCommit(String commitId) throws IOException;

    /// Writes a commit in our own name, never signed, at the time that it says.
    String writeCommit(StoredCommit commit) throws IOException;

    /// Lists all files of a tree, those in its folders too.
    List<TreeEntry> readTree(String treeId) throws IOException;

    /// Writes a tree with its folders; paths are unique, their order does not matter.
    String writeTree(List<TreeEntry> entries) throws IOException;

    /// Writes the bytes of a file as they are, without any filter.
    String writeBlob(Path file) throws IOException;

    /// Copies a blob into a file, which it makes or replaces the content of.
    void copyBlob(String blobId, Path file) throws IOException;

    /// Counts the commits that one has and the other lacks; a missing `excluded` excludes nothing.
    int countCommits(Optional<String> excluded, String included) throws IOException;

    /// Compares two trees file by file, without looking for renames.
    TreeDifference compare(String oldTreeId, String newTreeId) throws IOException;
}
