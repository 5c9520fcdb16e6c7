package dev.kugetsu.worktrees.gitcli;

import dev.kugetsu.worktrees.plumbing.ObjectStore;
import dev.kugetsu.worktrees.plumbing.StoredCommit;
import dev.kugetsu.worktrees.plumbing.TreeDifference;
import dev.kugetsu.worktrees.plumbing.TreeEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Objects through the git binary.
final class GitObjects implements ObjectStore {

    private final GitCommand git;

    GitObjects(GitCommand git) {
        this.git = git;
    }

    @Override
    public Optional<byte[]> findFile(String commitId, String path, int maximumBytes) throws IOException {
        List<TreeEntry> found =
                TreeListing.parse(git.run("--literal-pathspecs", "ls-tree", "-z", "--full-tree", commitId, "--", path));
        if (found.size() != 1 || found.getFirst().mode().startsWith("04")) {
            return Optional.empty();
        }
        String blob = found.getFirst().objectId();
        long size = Long.parseLong(git.run("cat-file", "-s", blob).text());
        if (size > maximumBytes) {
            throw new IOException(
                    "%s in commit %s has %d bytes; at most %d are read".formatted(path, commitId, size, maximumBytes));
        }
        return Optional.of(git.run("cat-file", "blob", blob).bytes());
    }

    @Override
    public StoredCommit readCommit(String commitId) throws IOException {
        String[] fields = git.run("show", "--no-patch", "--no-show-signature", "--format=%T%n%P%n%ct%n%B", commitId)
                .text()
                .split("\n", 4);
        List<String> parents = fields[1].isEmpty() ? List.of() : List.of(fields[1].split(" ", -1));
        Instant committedAt = Instant.ofEpochSecond(Long.parseLong(fields[2]));
        return new StoredCommit(fields[0], parents, fields.length > 3 ? fields[3] : "", committedAt);
    }

    @Override
    public String writeCommit(StoredCommit commit) throws IOException {
        List<String> parents = new ArrayList<>();
        for (String parent : commit.parents()) {
            parents.add("parent " + parent + "\n");
        }
        String who = "%s <%s> %d +0000\n"
                .formatted(
                        StoredCommit.COMMITTER_NAME,
                        StoredCommit.COMMITTER_EMAIL,
                        commit.committedAt().getEpochSecond());
        String content = "tree " + commit.tree() + "\n" + String.join("", parents) + "author " + who + "committer "
                + who + "\n" + commit.message();
        return git.runWith(content.getBytes(StandardCharsets.UTF_8), "hash-object", "-t", "commit", "-w", "--stdin")
                .text();
    }

    @Override
    public List<TreeEntry> readTree(String treeId) throws IOException {
        return TreeListing.parse(git.run("ls-tree", "-r", "-z", "--full-tree", treeId));
    }

    @Override
    public String writeTree(List<TreeEntry> entries) throws IOException {
        try (TemporaryIndex index = TemporaryIndex.empty(git)) {
            index.add(entries);
            return index.writeTree();
        }
    }

    @Override
    public String writeBlob(Path file) throws IOException {
        return git.run("hash-object", "-w", "--no-filters", "--", file.toString())
                .text();
    }

    @Override
    public void copyBlob(String blobId, Path file) throws IOException {
        Files.write(file, git.run("cat-file", "blob", blobId).bytes());
    }

    @Override
    public int countCommits(Optional<String> excluded, String included) throws IOException {
        String range = excluded.map(commit -> commit + "..").orElse("") + included;
        return Integer.parseInt(git.run("rev-list", "--count", range).text());
    }

    @Override
    public TreeDifference compare(String oldTreeId, String newTreeId) throws IOException {
        List<String> paths = new ArrayList<>();
        int insertions = 0;
        int deletions = 0;
        for (String line : git.run(
                        "diff-tree",
                        "-r",
                        "-z",
                        "--numstat",
                        "--no-renames",
                        "--no-ext-diff",
                        "--no-textconv",
                        oldTreeId,
                        newTreeId)
                .fields()) {
            String[] counts = line.split("\t", 3);
            paths.add(counts[2]);
            // A binary file has dashes.
            if (!counts[0].equals("-")) {
                insertions += Integer.parseInt(counts[0]);
                deletions += Integer.parseInt(counts[1]);
            }
        }
        return new TreeDifference(paths, insertions, deletions);
    }
}
