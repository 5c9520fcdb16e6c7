package dev.kugetsu.worktrees.jgit;

import dev.kugetsu.worktrees.plumbing.UnsaveableException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.CoreConfig.EolStreamType;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.WorkingTreeIterator;

/// Writes single files of a worktree into the object store.
final class FileSaver {

    private final Path directory;
    private final ObjectInserter inserter;

    FileSaver(Repository repository, ObjectInserter inserter) {
        this.directory = repository.getWorkTree().toPath();
        this.inserter = inserter;
    }

    /// Whether git would look at it at all: sockets and pipes it does not see, and reading one could wait for
    /// ever.
    boolean isSaveable(WorkingTreeIterator file) throws IOException {
        if (file.getEntryFileMode().equals(FileMode.GITLINK)) {
            return true;
        }
        return !Files.readAttributes(path(file), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther();
    }

    /// Writes it as a commit would hold it, its line ends converted.
    ObjectId save(WorkingTreeIterator file) throws IOException {
        try (InputStream content = file.openEntryStream()) {
            return inserter.insert(Constants.OBJ_BLOB, file.getEntryContentLength(), content);
        } catch (AccessDeniedException | FileNotFoundException e) {
            throw unreadable(file, e);
        }
    }

    /// Writes it byte for byte, if a checkout might give it other bytes; even when the committed ones are the
    /// same.
    Optional<ObjectId> saveRaw(WorkingTreeIterator file) throws IOException {
        if (file.getEntryFileMode().equals(FileMode.SYMLINK) || file.getEolStreamType() == EolStreamType.DIRECT) {
            return Optional.empty();
        }
        Path path = path(file);
        try (InputStream content = Files.newInputStream(path)) {
            return Optional.of(inserter.insert(Constants.OBJ_BLOB, Files.size(path), content));
        } catch (AccessDeniedException e) {
            throw unreadable(file, e);
        }
    }

    private Path path(WorkingTreeIterator file) {
        return directory.resolve(file.getEntryPathString());
    }

    private UnsaveableException unreadable(WorkingTreeIterator file, IOException cause) {
        return new UnsaveableException("%s cannot be read: %s".formatted(path(file), cause.getMessage()), cause);
    }
}
