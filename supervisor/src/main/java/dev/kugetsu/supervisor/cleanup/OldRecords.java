package dev.kugetsu.supervisor.cleanup;

import dev.kugetsu.adapters.FolderRemoval;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.config.Settings;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionDao;
import dev.kugetsu.supervisor.session.WorktreeDao;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.supervisor.turn.Turn;
import dev.kugetsu.supervisor.turn.TurnDao;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// Finds records whose time is over: rows of sessions that ended long ago, and folders of turns. Thread-safe.
final class OldRecords {

    /// A folder is made moments before the row of its turn.
    private static final Duration NEWBORN = Duration.ofHours(1);

    private final Store store;
    private final KugetsuHome home;
    private final SavedWork savedWork;
    private final Clock clock;

    OldRecords(Store store, KugetsuHome home, SavedWork savedWork, Clock clock) {
        this.store = store;
        this.home = home;
        this.savedWork = savedWork;
        this.clock = clock;
    }

    List<Prunable> find(Settings.Retention retention) {
        List<Prunable> found = new ArrayList<>();
        found.addAll(findFoldersWithoutTurn());
        SavedWork.Owners saved = savedWork.owners();
        Instant now = clock.instant();
        for (Session session :
                store.read(handle -> handle.attach(SessionDao.class).listAllKinds(store.hostId()))) {
            if (session.isLive()) {
                found.addAll(foldersOfEarlierTurns(session, now.minus(retention.turnFolders())));
                continue;
            }
            Duration age = Duration.between(session.endedAt().orElseThrow(), now);
            if (age.compareTo(retention.endedSessions()) > 0 && !saved.mayBeOf(session)) {
                found.add(Prunable.of(
                        "record",
                        session.sessionId().value(),
                        session.label() + " was ended " + age.toDays() + " days ago",
                        () -> forget(session)));
            } else if (age.compareTo(retention.turnFolders()) > 0) {
                found.addAll(folders(session, age));
            }
        }
        return found;
    }

    /// The folders are read before the rows: a turn that is accepted meanwhile is none of them.
    List<Prunable> findFoldersWithoutTurn() {
        Instant newborn = clock.instant().minus(NEWBORN);
        try (Stream<Path> listed = Files.list(home.turns())) {
            List<Path> folders = listed.toList();
            Set<TurnId> known = new HashSet<>(
                    store.read(handle -> handle.attach(TurnDao.class).listIds(store.hostId())));
            return folders.stream()
                    .filter(folder ->
                            !known.contains(new TurnId(folder.getFileName().toString())))
                    .filter(folder -> isOlder(folder, newborn))
                    .map(folder -> folder(folder, "no turn has this folder"))
                    .toList();
        } catch (IOException e) {
            throw unreadable(home.turns(), e);
        }
    }

    private static boolean isOlder(Path folder, Instant than) {
        try {
            return Files.getLastModifiedTime(folder).toInstant().isBefore(than);
        } catch (IOException e) {
            return false;
        }
    }

    private List<Prunable> folders(Session session, Duration age) {
        return turns(session).stream()
                .map(turn -> home.turn(turn.turnId()).path())
                .filter(Files::isDirectory)
                .map(folder -> folder(folder, session.label() + " was ended " + age.toDays() + " days ago"))
                .toList();
    }

    /// The last turn of a live session is what `logs` shows and what the next one goes on from.
    private List<Prunable> foldersOfEarlierTurns(Session session, Instant oldest) {
        List<Turn> turns = turns(session);
        return turns.stream()
                .limit(Math.max(0, turns.size() - 1))
                .filter(turn -> turn.endedAt().filter(oldest::isAfter).isPresent())
                .map(turn -> home.turn(turn.turnId()).path())
                .filter(Files::isDirectory)
                .map(folder -> folder(folder, "its turn of " + session.label() + " ended before " + oldest))
                .toList();
    }

    private List<Turn> turns(Session session) {
        return store.read(handle -> handle.attach(TurnDao.class).listOf(session.sessionId()));
    }

    private static Prunable folder(Path folder, String reason) {
        return Prunable.of("turn_folder", folder.toString(), reason, () -> delete(folder));
    }

    /// The rows first: a folder without a turn is found again, a turn without its folder has lost its traces.
    private void forget(Session session) {
        List<Turn> turns = turns(session);
        store.write(handle -> {
            requireForgettable(handle, session);
            handle.attach(TurnDao.class).deleteOf(session.sessionId());
            handle.attach(WorktreeDao.class).delete(session.sessionId());
            handle.attach(SessionDao.class).delete(session.sessionId());
            return true;
        });
        turns.forEach(turn -> delete(home.turn(turn.turnId()).path()));
    }

    private void requireForgettable(Handle handle, Session session) {
        if (handle.attach(SessionDao.class)
                .find(session.sessionId())
                .filter(found -> found.isLive() || found.operation().isPresent())
                .isPresent()) {
            throw new KugetsuException(
                    KugetsuException.Kind.CONFLICT,
                    "session " + session.sessionId() + " of " + session.label()
                            + " has been brought back, or is about to be");
        }
        handle.attach(WorktreeDao.class)
                .find(session.sessionId())
                .map(row -> home.worktrees().resolve(row.path()))
                .filter(folder -> !Files.notExists(folder, LinkOption.NOFOLLOW_LINKS))
                .ifPresent(folder -> {
                    throw new KugetsuException(
                            KugetsuException.Kind.CONFLICT,
                            "session " + session.sessionId() + " still has its worktree " + folder,
                            "look at it and remove it with `git worktree remove`");
                });
    }

    private static void delete(Path folder) {
        try {
            FolderRemoval.remove(folder);
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static KugetsuException unreadable(Path folder, IOException cause) {
        return new KugetsuException(
                KugetsuException.Kind.FAILED,
                "cannot clear " + folder + ": " + cause.getMessage(),
                "check who owns it",
                cause);
    }
}
