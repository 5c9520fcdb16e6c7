package dev.kugetsu.worktrees.local;

import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.WorktreeException.Kind;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/// The place of a new worktree: checked, its parents made, and those taken back unless it is kept.
final class NewFolder implements AutoCloseable {

    private final Path directory;
    private final Deque<Path> madeParents;
    private boolean isKept;

    private NewFolder(Path directory, Deque<Path> madeParents) {
        this.directory = directory;
        this.madeParents = madeParents;
    }

    static NewFolder prepare(Path wanted) throws IOException, WorktreeException {
        Path directory = Registry.canonical(wanted);
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS) && !isEmptyFolder(directory)) {
            throw new WorktreeException(
                    Kind.EXISTS,
                    directory + " exists and is not an empty folder; move it away or choose another place");
        }
        Deque<Path> missing = new ArrayDeque<>();
        for (Path parent = directory.getParent();
                parent != null && !Files.exists(parent);
                parent = parent.getParent()) {
            missing.push(parent);
        }
        NewFolder folder = new NewFolder(directory, new ArrayDeque<>());
        try {
            for (Path parent : missing) {
                Files.createDirectories(parent);
                folder.madeParents.push(parent);
            }
        } catch (IOException e) {
            folder.close();
            throw e;
        }
        return folder;
    }

    Path directory() {
        return directory;
    }

    void keep() {
        isKept = true;
    }

    @Override
    public void close() throws IOException {
        if (isKept) {
            return;
        }
        for (Path parent : madeParents) {
            try {
                Files.deleteIfExists(parent);
            } catch (DirectoryNotEmptyException e) {
                // Somebody else has put something there meanwhile.
                return;
            }
        }
    }

    private static boolean isEmptyFolder(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            return !children.iterator().hasNext();
        }
    }
}
