package dev.kugetsu.supervisor.lock;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.config.Printable;
import dev.kugetsu.supervisor.home.FileFault;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Gives a path the one key that it has in every worktree of its repository, whatever links lead to it: its
/// place below the root of its worktree. Reads a few small files and needs nothing else of git.
public final class PathKeys {

    private static final String POINTER = "gitdir: ";

    /// As many as Linux follows.
    private static final int MOST_LINKS = 40;

    /// In characters; Linux takes as many bytes.
    private static final int LONGEST = 4096;

    private PathKeys() {}

    /// Where a path is.
    ///
    /// @param worktree the root of the worktree that it is in, a real path
    /// @param commonDirectory the folder that all worktrees of that repository share, a real path
    /// @param key relative to the root of the worktree, with `/`; empty for that root
    public record Place(Path worktree, Path commonDirectory, String key) {}

    /// The place of a path in whatever repository it is in; empty when it is in none.
    ///
    /// @param directory what the path is relative to
    /// @throws KugetsuException `INVALID_INPUT` when it is no path, or cannot be followed
    public static Optional<Place> find(Path directory, String text) {
        if (text.isBlank()) {
            throw new KugetsuException(Kind.INVALID_INPUT, "the path is empty", "name a path; . is where you are");
        }
        if (text.length() > LONGEST) {
            throw new KugetsuException(
                    Kind.INVALID_INPUT,
                    "a path of " + text.length() + " characters is none that a file could have",
                    "name a file or a folder");
        }
        try {
            Path real = real(followed(directory.resolve(text).toAbsolutePath()));
            for (Path root = real; root != null; root = root.getParent()) {
                Path git = root.resolve(".git");
                if (Files.exists(git)) {
                    return Optional.of(new Place(root, commonDirectory(root, git), key(root, real)));
                }
            }
            return Optional.empty();
        } catch (InvalidPathException e) {
            throw unfollowed(text, String.valueOf(e.getReason()));
        } catch (IOException e) {
            throw unfollowed(text, FileFault.words(e));
        }
    }

    private static KugetsuException unfollowed(String text, String why) {
        return new KugetsuException(
                Kind.INVALID_INPUT, Printable.quote(text) + " cannot be followed: " + why, "name a path");
    }

    /// Follows links one by one, as the system does when it opens or makes the file: a link may lead to what is
    /// not there yet, and `..` goes up from where a link has led.
    private static Path followed(Path path) throws IOException {
        Path place = Objects.requireNonNull(path.getRoot());
        Deque<Path> ahead = new ArrayDeque<>(names(path));
        int links = 0;
        while (!ahead.isEmpty()) {
            String name = ahead.removeFirst().toString();
            Path next = place.resolve(name);
            if (name.equals("..")) {
                place = Optional.ofNullable(place.getParent()).orElse(place);
            } else if (Files.isSymbolicLink(next)) {
                if (++links > MOST_LINKS) {
                    throw new FileSystemLoopException(path.toString());
                }
                Path target = Files.readSymbolicLink(next);
                place = Optional.ofNullable(target.getRoot()).orElse(place);
                names(target).reversed().forEach(ahead::addFirst);
            } else if (!name.equals(".") && !name.isEmpty()) {
                place = next;
            }
        }
        return place;
    }

    private static List<Path> names(Path path) {
        List<Path> names = new ArrayList<>();
        path.forEach(names::add);
        return names;
    }

    /// As the file system spells it; what is not there yet is spelled as it was asked for.
    private static Path real(Path path) throws IOException {
        try {
            return path.toRealPath();
        } catch (NoSuchFileException e) {
            Path parent = path.getParent();
            Path name = path.getFileName();
            return parent == null || name == null ? path : real(parent).resolve(name.toString());
        }
    }

    /// A linked worktree and a submodule have a file that leads to git's own folder, and that one of a linked
    /// worktree has one that leads to the common one.
    private static Path commonDirectory(Path root, Path git) throws IOException {
        Path folder = Files.isDirectory(git) ? git : root.resolve(pointedTo(git));
        Path common = folder.resolve("commondir");
        return real(
                Files.exists(common) ? folder.resolve(Files.readString(common).strip()) : folder);
    }

    private static String pointedTo(Path file) throws IOException {
        String pointer = Files.readString(file).strip();
        return pointer.startsWith(POINTER) ? pointer.substring(POINTER.length()) : pointer;
    }

    private static String key(Path root, Path real) {
        return root.relativize(real).toString().replace(java.io.File.separatorChar, '/');
    }
}
