package dev.kugetsu.worktrees.gitcli;

import dev.kugetsu.worktrees.plumbing.TreeEntry;
import java.util.List;

/// A line of `git ls-files --stage -z`: `<mode> <object> <stage><tab><path>`.
///
/// @param stage 0, or 1 to 3 in a conflict: base, ours, theirs
record StagedEntry(TreeEntry file, int stage) {

    private static final String SUBMODULE = "160000";

    static List<StagedEntry> parse(GitOutput output) {
        return output.fields().stream().map(StagedEntry::parse).toList();
    }

    boolean isSubmodule() {
        return file.mode().equals(SUBMODULE);
    }

    private static StagedEntry parse(String line) {
        int tab = line.indexOf('\t');
        String[] words = line.substring(0, tab).split(" ", 3);
        return new StagedEntry(new TreeEntry(line.substring(tab + 1), words[0], words[1]), Integer.parseInt(words[2]));
    }
}
