package dev.kugetsu.worktrees.gitcli;

import dev.kugetsu.worktrees.plumbing.Capture;
import dev.kugetsu.worktrees.plumbing.LinkedWorktree;
import dev.kugetsu.worktrees.plumbing.TreeEntry;
import dev.kugetsu.worktrees.plumbing.UnsaveableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes the state of a worktree into the object store with the git binary and indexes of our own.
final class WorktreeCapture {

    private final LinkedWorktree worktree;
    private final GitCommand git;

    WorktreeCapture(LinkedWorktree worktree, GitCommand git) {
        this.worktree = worktree;
        this.git = git;
    }

    Capture capture() throws IOException {
        List<StagedEntry> staged = StagedEntry.parse(git.run("ls-files", "--stage", "-z"));
        new ForeignRepositories(worktree.directory(), git).refuse(staged);
        try (TemporaryIndex index = TemporaryIndex.copyOf(worktree.administration(), git)) {
            String indexTree = writeIndexTree(staged, index);
            lookAtHiddenFiles(index);
            addAll(index);
            String tree = index.writeTree();
            return new Capture(tree, indexTree, findRawFiles(tree), unmerged(staged));
        }
    }

    /// A conflict is represented by our side; git writes no tree of an index that has one.
    private String writeIndexTree(List<StagedEntry> staged, TemporaryIndex copy) throws IOException {
        if (staged.stream().allMatch(entry -> entry.stage() == 0)) {
            return copy.writeTree();
        }
        Map<String, TreeEntry> chosen = new LinkedHashMap<>();
        for (StagedEntry entry : staged) {
            if (entry.stage() <= 2) {
                chosen.put(entry.file().path(), entry.file());
            } else {
                chosen.putIfAbsent(entry.file().path(), entry.file());
            }
        }
        try (TemporaryIndex index = TemporaryIndex.empty(git)) {
            index.add(List.copyOf(chosen.values()));
            return index.writeTree();
        }
    }

    /// Two flags tell git not to look at a file; saving work must look at those that are there.
    private void lookAtHiddenFiles(TemporaryIndex index) throws IOException {
        StringBuilder paths = new StringBuilder();
        for (String line : index.git().run("ls-files", "-v", "-z").fields()) {
            String path = line.substring(2);
            boolean isHidden = Character.isLowerCase(line.charAt(0)) || line.charAt(0) == 'S';
            if (isHidden && Files.exists(worktree.directory().resolve(path), LinkOption.NOFOLLOW_LINKS)) {
                paths.append(path).append('\0');
            }
        }
        if (!paths.isEmpty()) {
            byte[] input = paths.toString().getBytes(StandardCharsets.UTF_8);
            index.git().runWith(input, "update-index", "-z", "--no-assume-unchanged", "--stdin");
            index.git().runWith(input, "update-index", "-z", "--no-skip-worktree", "--stdin");
        }
    }

    private void addAll(TemporaryIndex index) throws IOException {
        GitOutput added = index.git().tryRun("add", "--all", "--sparse");
        if (!added.isSuccess()) {
            throw new UnsaveableException(
                    "git cannot save all files of %s: %s".formatted(worktree.directory(), added.errors()));
        }
    }

    /// All changed files: git does not tell for which of them a filter or line-end conversion is not reversible.
    private List<TreeEntry> findRawFiles(String tree) throws IOException {
        List<TreeEntry> changed = changedFiles(tree);
        List<TreeEntry> raw = new ArrayList<>();
        List<TreeEntry> listable =
                changed.stream().filter(WorktreeCapture::isListable).toList();
        StringBuilder paths = new StringBuilder();
        for (TreeEntry file : listable) {
            paths.append(file.path()).append('\n');
        }
        byte[] input = paths.toString().getBytes(StandardCharsets.UTF_8);
        List<String> ids = git.runWith(input, "hash-object", "-w", "--no-filters", "--stdin-paths")
                .text()
                .lines()
                .toList();
        for (int i = 0; i < listable.size(); i++) {
            TreeEntry file = listable.get(i);
            raw.add(new TreeEntry(file.path(), file.mode(), ids.get(i)));
        }
        for (TreeEntry file : changed) {
            if (!isListable(file)) {
                Path path = worktree.directory().resolve(file.path());
                raw.add(new TreeEntry(file.path(), file.mode(), new GitObjects(git).writeBlob(path)));
            }
        }
        return raw;
    }

    /// Whether `--stdin-paths`, which knows no NUL, takes the name as it is.
    private static boolean isListable(TreeEntry file) {
        return !file.path().startsWith("\"") && file.path().indexOf('\n') < 0;
    }

    private List<TreeEntry> changedFiles(String tree) throws IOException {
        boolean hasCommit = new GitReferences(git).findCommit("HEAD").isPresent();
        if (!hasCommit) {
            return onlyRegular(TreeListing.parse(git.run("ls-tree", "-r", "-z", "--full-tree", tree)));
        }
        List<TreeEntry> changed = new ArrayList<>();
        // :<old mode> <new mode> <old id> <new id> <status>, then the path
        List<String> fields =
                git.run("diff-tree", "-r", "-z", "--no-renames", "HEAD", tree).fields();
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            String[] words = fields.get(i).split(" ", -1);
            changed.add(new TreeEntry(fields.get(i + 1), words[1], words[3]));
        }
        return onlyRegular(changed);
    }

    private List<TreeEntry> onlyRegular(List<TreeEntry> files) {
        return files.stream()
                .filter(file -> file.mode().startsWith("100"))
                .filter(file ->
                        Files.isRegularFile(worktree.directory().resolve(file.path()), LinkOption.NOFOLLOW_LINKS))
                .toList();
    }

    private static List<String> unmerged(List<StagedEntry> staged) {
        return staged.stream()
                .filter(entry -> entry.stage() > 0 && !entry.isSubmodule())
                .map(entry -> entry.file().objectId())
                .toList();
    }
}
