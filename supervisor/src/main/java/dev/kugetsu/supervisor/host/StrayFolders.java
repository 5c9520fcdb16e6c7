package dev.kugetsu.supervisor.host;

import dev.kugetsu.supervisor.Housekeeping.Finding;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.session.SessionWorktree;
import dev.kugetsu.supervisor.session.WorktreeDao;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.supervisor.turn.TurnDao;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds folders in the home that no session and no turn has. Thread-safe.
record StrayFolders(Store store, KugetsuHome home, Clock clock) {

    /// The folder of a turn is made moments before its row.
    private static final Duration NEWBORN = Duration.ofHours(1);

    List<Finding> find() {
        return Stream.concat(worktrees(), turns()).toList();
    }

    private Stream<Finding> worktrees() {
        Set<Path> known = store.read(handle -> handle.attach(WorktreeDao.class).list(store.hostId())).stream()
                .filter(row -> row.state() != SessionWorktree.State.REMOVED)
                .map(row -> home.worktrees().resolve(row.path()))
                .collect(Collectors.toUnmodifiableSet());
        return list(home.worktrees()).stream()
                .flatMap(project -> list(project).stream())
                .filter(folder -> !known.contains(folder))
                .map(folder -> warning(
                        "worktrees",
                        folder,
                        "session",
                        "`kugetsu prune` saves and removes it if it is a worktree of an ended session; else look at it "
                                + "and remove it yourself"));
    }

    private Stream<Finding> turns() {
        Set<TurnId> known =
                Set.copyOf(store.read(handle -> handle.attach(TurnDao.class).listIds(store.hostId())));
        Instant newborn = clock.instant().minus(NEWBORN);
        return list(home.turns()).stream()
                .filter(folder ->
                        !known.contains(new TurnId(folder.getFileName().toString())))
                .filter(folder -> isOlder(folder, newborn))
                .map(folder -> warning("turns", folder, "turn", "`kugetsu prune` removes it"));
    }

    private static Finding warning(String subject, Path folder, String owner, String next) {
        return new Finding(Finding.Level.WARNING, subject, folder + " belongs to no " + owner, next);
    }

    private static boolean isOlder(Path folder, Instant than) {
        try {
            return Files.getLastModifiedTime(folder).toInstant().isBefore(than);
        } catch (IOException e) {
            return false;
        }
    }

    /// What is hidden is trash that a removal is emptying.
    private static List<Path> list(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> !child.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw new KugetsuException(
                    KugetsuException.Kind.UNAVAILABLE,
                    "cannot list " + folder + ": " + e.getMessage(),
                    "check who owns it",
                    e);
        }
    }
}
