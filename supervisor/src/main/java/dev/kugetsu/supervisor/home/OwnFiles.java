package dev.kugetsu.supervisor.home;

import dev.kugetsu.supervisor.KugetsuException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Makes files and folders that belong to one user alone.
public final class OwnFiles {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_ONLY_FILE = PosixFilePermissions.fromString("rw-------");

    private OwnFiles() {}

    /// Makes a folder that only its owner may enter.
    public static void makeFolder(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                Path parent = folder.getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                createOwned(folder);
            }
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    /// Makes an empty file that only its owner may read; one that is there stays as it is.
    public static void makeFile(Path file) {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY_FILE));
        } catch (FileAlreadyExistsException e) {
            // Another process was quicker, or an earlier one has made it.
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static void createOwned(Path folder) throws IOException {
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }

    static KugetsuException unusable(Path path, IOException cause) {
        return new KugetsuException(
                KugetsuException.Kind.UNAVAILABLE,
                "cannot make " + path + ": " + FileFault.words(cause),
                "set KUGETSU_HOME to a folder that you can write",
                cause);
    }
}
