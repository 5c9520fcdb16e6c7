package dev.kugetsu.adapters.opencode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// What we remember of one fork: first the session that is to be imported, once and for all, and then, when it
/// has been, only the folder that it was bound to.
///
/// @param folder ours; made when it is missing
/// @param session the id of the fork
record ForkRecords(Path folder, String session) {

    /// What an import would read, if a fork has got so far.
    Optional<Path> findPrepared() {
        return Optional.of(prepared()).filter(Files::exists);
    }

    /// The folder that the finished fork works in.
    Optional<Path> findDirectory() throws IOException {
        try {
            return Optional.of(Path.of(Files.readString(finished())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /// A file for the base's export.
    Path createExport() throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return Files.createTempFile(folder, session + "-", ".export");
    }

    /// Fixes what will be imported, however often it takes: a base that has grown meanwhile must not grow into
    /// a fork.
    void prepare(Path copy) throws IOException {
        Files.move(copy, prepared(), StandardCopyOption.ATOMIC_MOVE);
    }

    void finish(Path directory) throws IOException {
        Path whole = Files.createTempFile(folder, session + "-", ".new");
        Files.writeString(whole, directory.toString());
        Files.move(whole, finished(), StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(prepared());
    }

    void delete() throws IOException {
        Files.deleteIfExists(prepared());
        Files.deleteIfExists(finished());
    }

    private Path prepared() {
        return folder.resolve(session + ".json");
    }

    private Path finished() {
        return folder.resolve(session);
    }
}
