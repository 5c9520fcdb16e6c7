package dev.kugetsu.worktrees.gitcli;

import dev.kugetsu.worktrees.plumbing.TreeEntry;
import java.util.List;

/// Reads what `git ls-tree -z` prints: `<mode> <type> <object><tab><path>`.
final class TreeListing {

    private TreeListing() {}

    static List<TreeEntry> parse(GitOutput output) {
        return output.fields().stream().map(TreeListing::entry).toList();
    }

    private static TreeEntry entry(String line) {
        int tab = line.indexOf('\t');
        String[] words = line.substring(0, tab).split(" ", -1);
        return new TreeEntry(line.substring(tab + 1), words[0], words[2]);
    }
}
