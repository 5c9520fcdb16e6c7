package dev.kugetsu.worktrees.local;

import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.Worktrees.Leftover;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What operations that died have left among the repository's own files.
final class Leftovers {

    /// Records of worktrees on the way to their place or from it; only under the repository's lock are there any.
    private static final String ASIDE = "registering-*";

    /// Git holds its locks for milliseconds, and a `git worktree add` that lost its parent ends by itself.
    private static final Duration ABANDONED = Duration.ofMinutes(10);

    private final Repository repository;
    private final Clock clock;

    Leftovers(Repository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    List<Leftover> list() throws IOException, WorktreeException {
        List<Leftover> found = new ArrayList<>();
        for (Path aside : listAsideForCertain()) {
            found.add(new Leftover(aside, Leftover.Kind.REGISTRATION, Optional.empty()));
        }
        for (Registry.Unplaced unplaced : listUnplaced()) {
            found.add(
                    new Leftover(unplaced.administration(), Leftover.Kind.REGISTRATION, Optional.of(unplaced.maker())));
        }
        found.addAll(listLockFiles());
        return List.copyOf(found);
    }

    void clear() throws IOException, WorktreeException {
        if (listAside(repository).isEmpty() && listUnplaced().isEmpty()) {
            return;
        }
        RepositoryLock.hold(repository.commonDirectory(), () -> {
            clearAside(repository);
            for (Registry.Unplaced unplaced : listUnplaced()) {
                delete(unplaced.administration());
            }
            return true;
        });
    }

    /// The caller holds the repository's lock.
    static void clearAside(Repository repository) throws IOException {
        for (Path aside : listAside(repository)) {
            delete(aside);
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /// Whoever holds the lock may be in the middle of it; once we have it, nobody is.
    private List<Path> listAsideForCertain() throws IOException, WorktreeException {
        return listAside(repository).isEmpty()
                ? List.of()
                : RepositoryLock.hold(repository.commonDirectory(), () -> listAside(repository));
    }

    private static List<Path> listAside(Repository repository) throws IOException {
        Path folder = repository.commonDirectory().resolve("kugetsu");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, ASIDE)) {
            left.forEach(found::add);
        }
        return found;
    }

    private List<Registry.Unplaced> listUnplaced() throws IOException {
        return new Registry(repository)
                .listUnplaced().stream()
                        .filter(unplaced -> isAbandoned(unplaced.administration()))
                        .toList();
    }

    private List<Leftover> listLockFiles() throws IOException {
        List<Leftover> found = new ArrayList<>();
        Path common = repository.commonDirectory();
        for (String name : List.of("packed-refs.lock", "config.lock")) {
            collect(common.resolve(name), Optional.empty(), found);
        }
        for (String branches : List.of("refs/heads", "refs/kugetsu")) {
            collect(common.resolve(branches), Optional.empty(), found);
        }
        for (Registered registered : new Registry(repository).list()) {
            if (registered.owner().isPresent()) {
                collect(registered.worktree().administration(), registered.owner(), found);
            }
        }
        return found;
    }

    private void collect(Path from, Optional<String> owner, List<Leftover> found) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.getFileName().toString().endsWith(".lock") && isAbandoned(file)) {
                    found.add(new Leftover(file, Leftover.Kind.LOCK_FILE, owner));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }

    private boolean isAbandoned(Path path) {
        try {
            Instant limit = clock.instant().minus(ABANDONED);
            return Files.getLastModifiedTime(path).toInstant().isBefore(limit);
        } catch (IOException e) {
            return false; // it is gone by now, or nothing can be said of it
        }
    }
}
