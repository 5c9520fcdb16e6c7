package dev.kugetsu.worktrees.jgit;

import dev.kugetsu.worktrees.plumbing.TreeDifference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffEntry.ChangeType;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.util.io.NullOutputStream;

/// Counts files and lines that differ between two trees.
final class TreeComparison {

    private final ObjectReader reader;
    private final Config config;

    TreeComparison(ObjectReader reader, Config config) {
        this.reader = reader;
        this.config = config;
    }

    TreeDifference compare(ObjectId oldTree, ObjectId newTree) throws IOException {
        List<String> paths = new ArrayList<>();
        int insertions = 0;
        int deletions = 0;
        try (DiffFormatter diff = new DiffFormatter(NullOutputStream.INSTANCE)) {
            diff.setReader(reader, config);
            diff.setDetectRenames(false);
            for (DiffEntry entry : diff.scan(parser(oldTree), parser(newTree))) {
                paths.add(entry.getChangeType() == ChangeType.DELETE ? entry.getOldPath() : entry.getNewPath());
                // A binary file has no edits.
                for (Edit edit : diff.toFileHeader(entry).toEditList()) {
                    insertions += edit.getLengthB();
                    deletions += edit.getLengthA();
                }
            }
        }
        return new TreeDifference(paths, insertions, deletions);
    }

    private CanonicalTreeParser parser(ObjectId tree) throws IOException {
        return new CanonicalTreeParser(null, reader, tree);
    }
}
