package dev.kugetsu.worktrees.jgit;

import dev.kugetsu.worktrees.plumbing.ObjectStore;
import dev.kugetsu.worktrees.plumbing.StoredCommit;
import dev.kugetsu.worktrees.plumbing.TreeDifference;
import dev.kugetsu.worktrees.plumbing.TreeEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/// Objects through JGit.
final class JGitObjects implements ObjectStore {

    private final Repository repository;

    JGitObjects(Repository repository) {
        this.repository = repository;
    }

    @Override
    public Optional<byte[]> findFile(String commitId, String path, int maximumBytes) throws IOException {
        try (RevWalk walk = new RevWalk(repository);
                TreeWalk found = TreeWalk.forPath(repository, path, walk.parseTree(ObjectId.fromString(commitId)))) {
            if (found == null || found.getFileMode(0).getObjectType() != Constants.OBJ_BLOB) {
                return Optional.empty();
            }
            ObjectLoader loader = repository.open(found.getObjectId(0));
            if (loader.getSize() > maximumBytes) {
                throw new IOException("%s in commit %s has %d bytes; at most %d are read"
                        .formatted(path, commitId, loader.getSize(), maximumBytes));
            }
            return Optional.of(loader.getBytes(maximumBytes));
        }
    }

    @Override
    public StoredCommit readCommit(String commitId) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit commit = walk.parseCommit(ObjectId.fromString(commitId));
            List<String> parents = new ArrayList<>();
            for (RevCommit parent : commit.getParents()) {
                parents.add(parent.name());
            }
            return new StoredCommit(
                    commit.getTree().name(),
                    parents,
                    commit.getFullMessage(),
                    commit.getCommitterIdent().getWhenAsInstant());
        }
    }

    @Override
    public String writeCommit(StoredCommit commit) throws IOException {
        PersonIdent committer = new PersonIdent(
                StoredCommit.COMMITTER_NAME, StoredCommit.COMMITTER_EMAIL, commit.committedAt(), ZoneOffset.UTC);
        CommitBuilder builder = new CommitBuilder();
        builder.setTreeId(ObjectId.fromString(commit.tree()));
        builder.setParentIds(commit.parents().stream().map(ObjectId::fromString).toList());
        builder.setAuthor(committer);
        builder.setCommitter(committer);
        builder.setMessage(commit.message());
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = inserter.insert(builder);
            inserter.flush();
            return id.name();
        }
    }

    @Override
    public List<TreeEntry> readTree(String treeId) throws IOException {
        List<TreeEntry> entries = new ArrayList<>();
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(ObjectId.fromString(treeId));
            walk.setRecursive(true);
            while (walk.next()) {
                String mode = walk.getFileMode(0).toString();
                entries.add(new TreeEntry(
                        walk.getPathString(), mode, walk.getObjectId(0).name()));
            }
        }
        return entries;
    }

    @Override
    public String writeTree(List<TreeEntry> entries) throws IOException {
        DirCache index = DirCache.newInCore();
        DirCacheBuilder builder = index.builder();
        for (TreeEntry entry : entries) {
            DirCacheEntry added = new DirCacheEntry(entry.path());
            added.setFileMode(FileMode.fromBits(Integer.parseInt(entry.mode(), 8)));
            added.setObjectId(ObjectId.fromString(entry.objectId()));
            builder.add(added);
        }
        builder.finish();
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = index.writeTree(inserter);
            inserter.flush();
            return id.name();
        }
    }

    @Override
    public String writeBlob(Path file) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter();
                InputStream content = Files.newInputStream(file)) {
            ObjectId id = inserter.insert(Constants.OBJ_BLOB, Files.size(file), content);
            inserter.flush();
            return id.name();
        }
    }

    @Override
    public void copyBlob(String blobId, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            repository.open(ObjectId.fromString(blobId), Constants.OBJ_BLOB).copyTo(out);
        }
    }

    @Override
    public int countCommits(Optional<String> excluded, String included) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.setRetainBody(false);
            walk.markStart(walk.parseCommit(ObjectId.fromString(included)));
            if (excluded.isPresent()) {
                walk.markUninteresting(walk.parseCommit(ObjectId.fromString(excluded.get())));
            }
            int count = 0;
            while (walk.next() != null) {
                count++;
            }
            return count;
        }
    }

    @Override
    public TreeDifference compare(String oldTreeId, String newTreeId) throws IOException {
        try (ObjectReader reader = repository.newObjectReader()) {
            return new TreeComparison(reader, repository.getConfig())
                    .compare(ObjectId.fromString(oldTreeId), ObjectId.fromString(newTreeId));
        }
    }
}
