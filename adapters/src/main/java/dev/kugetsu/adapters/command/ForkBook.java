package dev.kugetsu.adapters.command;

import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.adapters.process.AbandonedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Remembers which session a fork command has made for which key, one file each, so that a repeated call finds
/// it.
///
/// @param folder absolute; made when it is first needed
record ForkBook(Path folder) {

    /// Always the same for the same key; programs that let the caller choose the id of a session can take it.
    static String name(String key) {
        return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
    }

    Optional<HarnessSessionId> find(String key) throws IOException {
        try {
            return Optional.of(new HarnessSessionId(Files.readString(folder.resolve(name(key)))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    void write(String key, HarnessSessionId session) throws IOException {
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(folder, ".", ".draft");
        Files.writeString(draft, session.value());
        Files.move(draft, folder.resolve(name(key)), StandardCopyOption.ATOMIC_MOVE);
    }

    void remove(String key) throws IOException {
        Files.deleteIfExists(folder.resolve(name(key)));
    }

    /// Drafts of writers that were killed.
    List<Path> listAbandoned() throws IOException {
        return AbandonedFiles.list(folder, ".*.draft");
    }
}
