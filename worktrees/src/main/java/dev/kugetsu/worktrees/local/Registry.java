package dev.kugetsu.worktrees.local;

import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.plumbing.LinkedWorktree;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads which linked worktrees a repository knows, from `worktrees/` in its common directory.
final class Registry {

    private final Path worktrees;

    Registry(Repository repository) {
        this.worktrees = repository.commonDirectory().resolve("worktrees");
    }

    List<Registered> list() throws IOException {
        if (!Files.isDirectory(worktrees)) {
            return List.of();
        }
        List<Registered> found = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(worktrees, Files::isDirectory)) {
            for (Path administration : folders) {
                read(administration).ifPresent(found::add);
            }
        }
        return found;
    }

    Optional<Registered> find(Path directory) throws IOException {
        Path wanted = canonical(directory);
        return list().stream()
                .filter(registered -> registered.worktree().directory().equals(wanted))
                .findFirst();
    }

    /// The records of an interrupted `git worktree add` that do not say yet where it was to be.
    ///
    /// @param maker who was making it
    record Unplaced(Path administration, String maker) {}

    List<Unplaced> listUnplaced() throws IOException {
        if (!Files.isDirectory(worktrees)) {
            return List.of();
        }
        List<Unplaced> found = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(worktrees, Files::isDirectory)) {
            for (Path administration : folders) {
                if (!Files.exists(administration.resolve("gitdir"))) {
                    CreationLock.findMaker(administration)
                            .ifPresent(maker -> found.add(new Unplaced(administration, maker)));
                }
            }
        }
        return found;
    }

    private static Optional<Registered> read(Path administration) throws IOException {
        try {
            String pointer = Files.readString(administration.resolve("gitdir")).strip();
            Path dotGit = administration.resolve(pointer).normalize();
            Path directory = dotGit.getParent();
            if (pointer.isEmpty() || directory == null) {
                return Optional.empty();
            }
            return Optional.of(new Registered(
                    new LinkedWorktree(administration, canonical(directory)),
                    Mark.find(administration),
                    CreationLock.findMaker(administration)));
        } catch (NoSuchFileException e) {
            // Somebody is removing it just now, or git was interrupted while adding it.
            return Optional.empty();
        }
    }

    /// The one spelling of a folder that may not exist.
    static Path canonical(Path directory) throws IOException {
        Path absolute = directory.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        if (parent == null) {
            return absolute;
        }
        Path realParent = Files.isDirectory(parent) ? parent.toRealPath() : canonical(parent);
        return realParent.resolve(absolute.getFileName());
    }
}
