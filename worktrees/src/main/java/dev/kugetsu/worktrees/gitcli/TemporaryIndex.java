package dev.kugetsu.worktrees.gitcli;

import dev.kugetsu.worktrees.plumbing.TreeEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// An index of ours, so that the user's is not touched; gone when closed.
final class TemporaryIndex implements AutoCloseable {

    private final Path folder;
    private final GitCommand git;

    private TemporaryIndex(Path folder, GitCommand git) {
        this.folder = folder;
        this.git = git;
    }

    static TemporaryIndex empty(GitCommand git) throws IOException {
        Path folder = Files.createTempDirectory("kugetsu-index");
        return new TemporaryIndex(folder, git.withIndex(folder.resolve("index")));
    }

    /// A copy of the index of a worktree, with what a split index shares.
    static TemporaryIndex copyOf(Path administration, GitCommand git) throws IOException {
        TemporaryIndex copy = empty(git);
        try (DirectoryStream<Path> shared = Files.newDirectoryStream(administration, "{index,sharedindex.*}")) {
            for (Path file : shared) {
                Files.copy(file, copy.folder.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return copy;
    }

    GitCommand git() {
        return git;
    }

    void add(List<TreeEntry> entries) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (TreeEntry entry : entries) {
            lines.append(entry.mode()).append(' ').append(entry.objectId()).append('\t');
            lines.append(entry.path()).append('\0');
        }
        git.runWith(lines.toString().getBytes(StandardCharsets.UTF_8), "update-index", "-z", "--index-info");
    }

    String writeTree() throws IOException {
        return git.run("write-tree").text();
    }

    @Override
    public void close() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
