package dev.kugetsu.adapters.process;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// A file that exactly one process can make; whoever reads it sees it whole.
final class ExclusiveFile {

    private ExclusiveFile() {}

    /// Makes the file with this content, unless it is there already.
    ///
    /// @return whether we made it
    static boolean create(Path file, String content) throws IOException {
        Path draft = Files.createTempFile(
                file.getParent(),
                file.getFileName() + ".",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(draft, content);
            Files.createLink(file, draft);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
