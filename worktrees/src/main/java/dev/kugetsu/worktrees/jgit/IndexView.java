package dev.kugetsu.worktrees.jgit;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.FileMode;

/// An index as a walk needs it: each path once, and no entry that hides a change of its file.
///
/// @param entries all paths; of a conflict our side, to be compared by content
/// @param staged the same without files that are only intended to be added
/// @param unmergedBlobs what conflicts hold
record IndexView(DirCache entries, DirCache staged, List<String> unmergedBlobs) {

    static IndexView of(DirCache index, Path directory) throws IOException {
        DirCache entries = DirCache.newInCore();
        DirCache staged = DirCache.newInCore();
        DirCacheBuilder allEntries = entries.builder();
        DirCacheBuilder stagedEntries = staged.builder();
        List<String> unmergedBlobs = new ArrayList<>();
        for (int i = 0; i < index.getEntryCount(); i = index.nextEntry(i)) {
            DirCacheEntry entry = ofPath(index, i, directory, unmergedBlobs);
            allEntries.add(entry);
            if (!entry.isIntentToAdd()) {
                stagedEntries.add(entry);
            }
        }
        allEntries.finish();
        stagedEntries.finish();
        return new IndexView(entries, staged, unmergedBlobs);
    }

    /// One entry for the path at this position, whose stages follow each other.
    private static DirCacheEntry ofPath(DirCache index, int first, Path directory, List<String> unmergedBlobs)
            throws IOException {
        DirCacheEntry entry = index.getEntry(first);
        if (entry.isMerged()) {
            // Both flags tell git not to look at the file; saving work must look.
            boolean isHidden = entry.isAssumeValid() || entry.isSkipWorkTree();
            Path file = directory.resolve(entry.getPathString());
            return isHidden ? shown(entry, file) : isTouched(entry, file) ? withoutStat(entry) : entry;
        }
        DirCacheEntry chosen = entry;
        for (int i = first; i < index.nextEntry(first); i++) {
            DirCacheEntry stage = index.getEntry(i);
            unmergedBlobs.add(stage.getObjectId().name());
            if (stage.getStage() == DirCacheEntry.STAGE_2) {
                chosen = stage;
            }
        }
        return withoutStat(chosen);
    }

    /// One that is to be missing stays so; one that is there is looked at.
    private static DirCacheEntry shown(DirCacheEntry entry, Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? withoutStat(entry) : entry;
    }

    /// JGit 7.8 looks at size and modification time only, and those a copy can keep; git looks at the change
    /// time too.
    private static boolean isTouched(DirCacheEntry entry, Path file) throws IOException {
        try {
            FileTime changed = (FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
            return changed.toMillis() != entry.getCreationTime();
        } catch (FileSystemException e) {
            // Missing, or below a file: the walk will see it.
            return false;
        }
    }

    private static DirCacheEntry withoutStat(DirCacheEntry entry) {
        DirCacheEntry plain = new DirCacheEntry(entry.getRawPath());
        plain.setFileMode(FileMode.fromBits(entry.getRawMode()));
        plain.setObjectId(entry.getObjectId());
        return plain;
    }
}
