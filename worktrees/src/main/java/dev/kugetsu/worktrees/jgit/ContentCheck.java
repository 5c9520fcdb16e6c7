package dev.kugetsu.worktrees.jgit;

import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.plumbing.LinkedWorktree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.FS;

/// Checks the files of a commit or worktree for what JGit would not check out or read as git does.
final class ContentCheck {

    private final Repository repository;
    private final Config config;
    private final AttributesCheck attributes;

    ContentCheck(Repository repository, Config config) {
        this.repository = repository;
        this.config = config;
        this.attributes = new AttributesCheck(config);
    }

    Optional<String> findReasonInTree(String commitId) throws IOException {
        Optional<String> shared = findReasonInSharedAttributes();
        if (shared.isPresent()) {
            return shared;
        }
        try (org.eclipse.jgit.lib.Repository opened = new FileRepositoryBuilder()
                        .setGitDir(repository.commonDirectory().toFile())
                        .build();
                RevWalk walk = new RevWalk(opened);
                TreeWalk files = new TreeWalk(opened)) {
            files.addTree(walk.parseTree(ObjectId.fromString(commitId)));
            files.setRecursive(true);
            while (files.next()) {
                Optional<String> reason = findReasonInFile(opened, files);
                if (reason.isPresent()) {
                    return reason;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> findReasonInFile(org.eclipse.jgit.lib.Repository opened, TreeWalk files)
            throws IOException {
        Optional<String> reason = NameCheck.findReason(files.getRawPath());
        FileMode mode = files.getFileMode(0);
        if (reason.isPresent()) {
            return reason;
        }
        if (FileMode.GITLINK.equals(mode)) {
            return Optional.of(files.getPathString() + " is a submodule");
        }
        if (FileMode.SYMLINK.equals(mode)) {
            return NameCheck.findReason(opened.open(files.getObjectId(0)).getBytes());
        }
        if (files.getNameString().equals(".gitattributes")) {
            byte[] content = opened.open(files.getObjectId(0)).getBytes();
            return attributes.findReason(files.getPathString(), content);
        }
        return Optional.empty();
    }

    Optional<String> findReasonInWorktree(LinkedWorktree worktree) throws IOException {
        Optional<String> shared = findReasonInSharedAttributes();
        if (shared.isPresent()) {
            return shared;
        }
        DirCache index;
        try {
            index = DirCache.read(worktree.administration().resolve("index").toFile(), FS.DETECTED);
        } catch (CorruptObjectException e) {
            // JGit 7.8.1 says so of a split or sparse index; of a broken one git will say more.
            return Optional.of("its index cannot be read by JGit: " + e.getMessage());
        }
        Set<String> folders = new HashSet<>(Set.of(""));
        for (int i = 0; i < index.getEntryCount(); i++) {
            DirCacheEntry entry = index.getEntry(i);
            String path = entry.getPathString();
            folders.add(path.substring(0, Math.max(path.lastIndexOf('/'), 0)));
            if (FileMode.GITLINK.equals(entry.getRawMode())) {
                return Optional.of(path + " is a submodule");
            }
            Optional<String> name = NameCheck.findReason(entry.getRawPath());
            if (name.isPresent()) {
                return name;
            }
        }
        return findReasonInFolders(worktree.directory(), folders);
    }

    /// An attributes file counts before it is tracked.
    private Optional<String> findReasonInFolders(Path directory, Set<String> folders) throws IOException {
        for (String folder : folders) {
            Optional<String> reason =
                    attributes.findReason(directory.resolve(folder).resolve(".gitattributes"));
            if (reason.isPresent()) {
                return reason;
            }
        }
        return Optional.empty();
    }

    /// Attributes that are not in the tree: those of the repository and of the user.
    private Optional<String> findReasonInSharedAttributes() throws IOException {
        Optional<String> own =
                attributes.findReason(repository.commonDirectory().resolve("info/attributes"));
        if (own.isPresent()) {
            return own;
        }
        Path home = FS.DETECTED.userHome().toPath();
        String configured = config.getString("core", null, "attributesFile");
        if (configured == null) {
            return attributes.findReason(home.resolve(".config/git/attributes"));
        }
        Path file = configured.startsWith("~/") ? home.resolve(configured.substring(2)) : Path.of(configured);
        return Files.exists(file) ? attributes.findReason(file) : Optional.empty();
    }
}
