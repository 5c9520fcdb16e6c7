package dev.kugetsu.worktrees.jgit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.ignore.IgnoreNode;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.WorkingTreeIterator;

/// Finds files of the main worktree that git ignores.
final class IgnoredFiles {

    private final Repository repository;

    IgnoredFiles(Repository repository) {
        this.repository = repository;
    }

    /// Those that match a file of patterns in gitignore's syntax too.
    List<Path> matching(Path patternFile) throws IOException {
        IgnoreNode patterns = new IgnoreNode();
        try (InputStream in = Files.newInputStream(patternFile)) {
            patterns.parse(in);
        }
        List<Path> found = new ArrayList<>();
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(new DirCacheIterator(repository.readDirCache()));
            FileTreeIterator onDisk = new FileTreeIterator(repository);
            onDisk.setWalkIgnoredDirectories(true);
            walk.addTree(onDisk);
            onDisk.setDirCacheIterator(walk, 0);
            while (walk.next()) {
                if (walk.isSubtree()) {
                    walk.enterSubtree();
                } else if (isWanted(walk, patterns)) {
                    found.add(Path.of(walk.getPathString()));
                }
            }
        }
        return found;
    }

    private static boolean isWanted(TreeWalk walk, IgnoreNode patterns) throws IOException {
        WorkingTreeIterator file = walk.getTree(1, WorkingTreeIterator.class);
        boolean isTracked = walk.getTree(0, DirCacheIterator.class) != null;
        return !isTracked
                && file != null
                // A folder with a repository or worktree of its own.
                && !file.getEntryFileMode().equals(FileMode.GITLINK)
                && matches(patterns, walk.getPathString())
                && file.isEntryIgnored();
    }

    /// A pattern that matches a folder matches all that is in it.
    private static boolean matches(IgnoreNode patterns, String path) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (Boolean.TRUE.equals(patterns.checkIgnored(path.substring(0, slash), true))) {
                return true;
            }
        }
        return Boolean.TRUE.equals(patterns.checkIgnored(path, false));
    }
}
