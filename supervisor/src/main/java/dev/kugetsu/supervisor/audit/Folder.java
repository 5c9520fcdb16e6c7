package dev.kugetsu.supervisor.audit;

import dev.kugetsu.adapters.FolderRemoval;
import dev.kugetsu.supervisor.KugetsuException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What is in folders of the home, and its end.
final class Folder {

    private Folder() {}

    /// What is in it; nothing when it is not there or no folder.
    static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw unusable("read", folder, e);
        }
    }

    static boolean isEmpty(Path folder) {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && list(folder).isEmpty();
    }

    /// Removes a file, or a folder with all that is in it.
    static void remove(Path path) {
        try {
            FolderRemoval.remove(path);
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw unusable("remove", path, e);
        }
    }

    /// Removes a folder that is still empty.
    static void removeEmpty(Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw unusable("remove", folder, e);
        }
    }

    private static KugetsuException unusable(String doing, Path path, IOException cause) {
        return new KugetsuException(
                KugetsuException.Kind.FAILED,
                "cannot " + doing + " " + path + ": " + cause,
                "check who owns it",
                cause);
    }
}
