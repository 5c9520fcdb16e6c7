package dev.kugetsu.worktrees.jgit;

import dev.kugetsu.worktrees.plumbing.Capture;
import dev.kugetsu.worktrees.plumbing.TreeEntry;
import dev.kugetsu.worktrees.plumbing.UnsaveableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.TreeWalk.OperationType;
import org.eclipse.jgit.treewalk.WorkingTreeIterator;
import org.jspecify.annotations.Nullable;

/// Writes the state of a worktree into the object store in one walk over HEAD, index and files.
///
/// Files that the index knows by their stat data are not read. Nothing on the disk changes but the object store.
final class WorkingFilesCapture {

    private static final int HEAD = 0;
    private static final int INDEX = 1;
    private static final int FILES = 2;

    private final Repository repository;
    private final DirCache tree = DirCache.newInCore();
    private final DirCacheBuilder files = tree.builder();
    private final List<TreeEntry> rawFiles = new ArrayList<>();
    private final List<String> foreign = new ArrayList<>();
    private boolean isStaged;
    private boolean isChanged;

    WorkingFilesCapture(Repository repository) {
        this.repository = repository;
    }

    Capture capture() throws IOException {
        IndexView index =
                IndexView.of(repository.readDirCache(), repository.getWorkTree().toPath());
        ObjectId head = repository.resolve(Constants.HEAD + "^{tree}");
        try (ObjectInserter inserter = repository.newObjectInserter();
                ObjectReader reader = repository.newObjectReader()) {
            walk(head, index, reader, new FileSaver(repository, inserter));
            if (!foreign.isEmpty()) {
                throw new UnsaveableException("%s holds other repositories, whose state cannot be saved with it: %s"
                        .formatted(repository.getWorkTree(), String.join(", ", foreign)));
            }
            files.finish();
            boolean isAsHead = head != null && !isStaged;
            ObjectId indexTree = isAsHead ? head : index.staged().writeTree(inserter);
            ObjectId filesTree = isAsHead && !isChanged ? head : tree.writeTree(inserter);
            inserter.flush();
            return new Capture(filesTree.name(), indexTree.name(), rawFiles, index.unmergedBlobs());
        }
    }

    private void walk(@Nullable ObjectId head, IndexView index, ObjectReader reader, FileSaver saver)
            throws IOException {
        try (TreeWalk walk = new TreeWalk(repository, reader);
                RevWalk trees = new RevWalk(reader)) {
            walk.setOperationType(OperationType.CHECKIN_OP);
            if (head == null) {
                walk.addTree(new EmptyTreeIterator());
            } else {
                walk.addTree(trees.parseTree(head));
            }
            walk.addTree(new DirCacheIterator(index.entries()));
            FileTreeIterator onDisk = new FileTreeIterator(repository);
            walk.addTree(onDisk);
            onDisk.setDirCacheIterator(walk, INDEX);
            while (walk.next()) {
                visit(walk, reader, saver);
            }
        }
    }

    private void visit(TreeWalk walk, ObjectReader reader, FileSaver saver) throws IOException {
        DirCacheIterator staged = walk.getTree(INDEX, DirCacheIterator.class);
        WorkingTreeIterator file = walk.getTree(FILES, WorkingTreeIterator.class);
        boolean isIgnored = staged == null && file != null && file.isEntryIgnored();
        if (isIgnored && walk.getRawMode(HEAD) == 0) {
            return;
        }
        if (walk.isSubtree()) {
            walk.enterSubtree();
            return;
        }
        isStaged |= walk.getRawMode(HEAD) != walk.getRawMode(INDEX) || !walk.idEqual(HEAD, INDEX);
        if (file == null || isIgnored || !saver.isSaveable(file)) {
            visitMissing(staged);
        } else if (file.getEntryFileMode().equals(FileMode.GITLINK)) {
            foreign.add(walk.getPathString());
        } else {
            visitPresent(walk, staged, file, reader, saver);
        }
    }

    private void visitMissing(@Nullable DirCacheIterator staged) {
        if (staged == null) {
            return;
        }
        DirCacheEntry entry = getEntry(staged);
        if (entry.isSkipWorkTree()) {
            add(entry.getRawPath(), entry.getFileMode(), entry.getObjectId());
        } else {
            isChanged = true;
        }
    }

    private void visitPresent(
            TreeWalk walk,
            @Nullable DirCacheIterator staged,
            WorkingTreeIterator file,
            ObjectReader reader,
            FileSaver saver)
            throws IOException {
        FileMode mode = file.getIndexFileMode(staged);
        ObjectId id;
        if (staged != null && !file.isModified(getEntry(staged), true, reader)) {
            id = staged.getEntryObjectId();
        } else {
            isChanged = true;
            id = saver.save(file);
        }
        add(walk.getRawPath(), mode, id);
        if (!id.equals(walk.getObjectId(HEAD))) {
            saver.saveRaw(file)
                    .map(raw -> new TreeEntry(walk.getPathString(), mode.toString(), raw.name()))
                    .ifPresent(rawFiles::add);
        }
    }

    private void add(byte[] path, FileMode mode, ObjectId id) {
        DirCacheEntry entry = new DirCacheEntry(path);
        entry.setFileMode(mode);
        entry.setObjectId(id);
        files.add(entry);
    }

    private static DirCacheEntry getEntry(DirCacheIterator staged) {
        return Objects.requireNonNull(staged.getDirCacheEntry(), "an index iterator at a file has its entry");
    }
}
