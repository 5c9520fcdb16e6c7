package dev.kugetsu.adapters.scripted;

import dev.kugetsu.adapters.FolderRemoval;
import dev.kugetsu.adapters.ForkRequest;
import dev.kugetsu.adapters.HarnessSession;
import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.adapters.process.AbandonedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// The sessions of the scripted agent: one folder each, laid out as `player.sh` says.
///
/// A folder whose name begins with a dot is half made; by a rename it becomes a session.
final class ScriptedStore {

    private final Path sessions;

    ScriptedStore(Path state) {
        this.sessions = state.resolve("sessions");
    }

    boolean holds(HarnessSessionId session) {
        return Files.isDirectory(folder(session));
    }

    /// The session that belongs to the key of a fork, whether it is there or not.
    HarnessSessionId forkOf(String key) {
        return new HarnessSessionId("ses_" + UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)));
    }

    /// Copies the base's history into a session of its own; leaves one that is there as it is.
    void fork(ForkRequest request, HarnessSessionId fork) throws IOException {
        Path base = folder(request.base());
        Path draft = Files.createTempDirectory(sessions, ".fork_");
        try {
            copy(base.resolve("prompts"), Files.createDirectory(draft.resolve("prompts")));
            Files.copy(base.resolve("repository"), draft.resolve("repository"));
            Files.writeString(draft.resolve("directory"), request.directory().toString());
            Files.writeString(draft.resolve("title"), request.title());
            Files.move(draft, folder(fork));
        } catch (FileAlreadyExistsException e) {
            FolderRemoval.remove(draft);
        }
    }

    void delete(HarnessSessionId session) throws IOException {
        FolderRemoval.remove(folder(session));
    }

    /// @param repository what the player writes down as a session's repository
    List<HarnessSession> listOf(String repository) throws IOException {
        if (!Files.isDirectory(sessions)) {
            return List.of();
        }
        List<HarnessSession> found = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(sessions, "ses_*")) {
            for (Path folder : folders) {
                find(folder, repository).ifPresent(found::add);
            }
        }
        return List.copyOf(found);
    }

    private static Optional<HarnessSession> find(Path folder, String repository) throws IOException {
        try {
            if (!Files.readString(folder.resolve("repository")).strip().equals(repository)) {
                return Optional.empty();
            }
            return Optional.of(new HarnessSession(
                    new HarnessSessionId(folder.getFileName().toString()),
                    Path.of(Files.readString(folder.resolve("directory"))),
                    Files.readString(folder.resolve("title")),
                    Files.getLastModifiedTime(folder.resolve("repository")).toInstant()));
        } catch (NoSuchFileException deletedMeanwhile) {
            return Optional.empty();
        }
    }

    /// Drafts whose maker was killed.
    List<Path> listAbandoned() throws IOException {
        return AbandonedFiles.list(sessions, ".{fork,ses}_*");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private Path folder(HarnessSessionId session) {
        return sessions.resolve(session.value());
    }
}
