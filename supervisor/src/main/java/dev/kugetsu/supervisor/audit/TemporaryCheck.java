package dev.kugetsu.supervisor.audit;

import dev.kugetsu.adapters.Harness;
import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.TurnFolder;
import dev.kugetsu.supervisor.Audit.Difference.Kind;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.harness.HarnessCatalog;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.session.SessionDao;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.supervisor.turn.Turn;
import dev.kugetsu.supervisor.turn.TurnDao;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds temporary files whose time is over: of turns that have ended, of worktrees that are gone, of calls of
/// harnesses that were killed.
record TemporaryCheck(Store store, KugetsuHome home, HarnessCatalog harnesses) implements Check {

    private static final Logger log = LoggerFactory.getLogger(TemporaryCheck.class);

    /// What the setup command's wrapper keeps while it runs.
    private static final String SETUP = "setup.run";

    private static final String TRASH = ".kugetsu-trash";

    @Override
    public List<Found> find() {
        List<Found> found = new ArrayList<>();
        found.addAll(ofTurns());
        found.addAll(trash());
        harnesses.list().forEach(harness -> found.addAll(ofHarness(harness)));
        return found;
    }

    private List<Found> ofTurns() {
        return Folder.list(home.turns()).stream().flatMap(this::ofTurn).toList();
    }

    private Stream<Found> ofTurn(Path folder) {
        List<Path> there = Stream.concat(Stream.of(folder), Folder.list(folder.resolve("attempts")).stream())
                .flatMap(attempt -> Stream.of(new TurnFolder(attempt).temporary(), attempt.resolve(SETUP)))
                .filter(Files::isDirectory)
                .toList();
        TurnId id = new TurnId(folder.getFileName().toString());
        if (there.isEmpty() || !hasEnded(id)) {
            return Stream.empty();
        }
        return there.stream().map(path -> found(path, Found.of(id), "turn " + id + " has ended"));
    }

    private boolean hasEnded(TurnId id) {
        return store.read(handle -> handle.attach(TurnDao.class).find(id))
                .filter(turn -> turn.state().isTerminal())
                .isPresent();
    }

    /// What lies there is saved or worthless; whoever has just moved it there is about to delete it.
    private List<Found> trash() {
        List<Found> found = new ArrayList<>();
        for (Path ofProject : Folder.list(home.worktrees())) {
            List<Path> entries = Folder.list(ofProject.resolve(TRASH));
            if (!entries.isEmpty() && !isBusy(ofProject.getFileName().toString())) {
                entries.forEach(entry ->
                        found.add(found(entry, Found.NOBODY, "nothing is being removed, and it lies in the trash")));
            }
        }
        return found;
    }

    /// Whether a worktree of the project may be going just now.
    private boolean isBusy(String project) {
        return store.read(handle -> {
            List<Turn> notEnded = handle.attach(TurnDao.class).listNotEnded(store.hostId());
            return handle.attach(SessionDao.class).listAllKinds(store.hostId()).stream()
                    .filter(session -> session.projectId().value().equals(project))
                    .anyMatch(session -> session.operation().isPresent()
                            || notEnded.stream()
                                    .anyMatch(turn -> turn.sessionId().equals(session.sessionId())
                                            && turn.handle().isEmpty()));
        });
    }

    private static List<Found> ofHarness(Harness harness) {
        try {
            return harness.listAbandoned().stream()
                    .map(path ->
                            found(path, Optional.of("harness " + harness.name()), "a call that was killed has left it"))
                    .toList();
        } catch (HarnessException e) {
            log.warn("what {} has left is passed over: {}", harness.name(), e.getMessage());
            return List.of();
        }
    }

    private static Found found(Path path, Optional<String> owner, String why) {
        return Found.mendable(Kind.TEMPORARY, path.toString(), owner, why, "deletes it", () -> Folder.remove(path));
    }
}
