package dev.kugetsu.supervisor.cleanup;

import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.harness.HarnessSessions;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionDao;
import dev.kugetsu.supervisor.session.SessionWorktree;
import dev.kugetsu.supervisor.session.WorktreeDao;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.supervisor.turn.References;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds live sessions that cannot go on: their worktree or their harness session is gone. Thread-safe.
final class ForsakenSessions {

    private static final Logger log = LoggerFactory.getLogger(ForsakenSessions.class);

    private final Store store;
    private final KugetsuHome home;
    private final Projects projects;
    private final HarnessSessions harnessSessions;
    private final References references;
    private final SessionEnd end;

    ForsakenSessions(
            Store store,
            KugetsuHome home,
            Projects projects,
            HarnessSessions harnessSessions,
            References references,
            SessionEnd end) {
        this.store = store;
        this.home = home;
        this.projects = projects;
        this.harnessSessions = harnessSessions;
        this.references = references;
        this.end = end;
    }

    List<Prunable> find() {
        Map<String, Optional<Set<HarnessSessionId>>> known = new HashMap<>();
        return store.read(handle -> handle.attach(SessionDao.class).listLive(store.hostId())).stream()
                .filter(this::isAtRest)
                .flatMap(session -> reason(session, known)
                        .map(reason -> Prunable.holding(
                                        "session",
                                        session.sessionId().value(),
                                        session.label() + ": " + reason,
                                        () -> end.end(session, "pruned: " + reason, Duration.ZERO)
                                                .preservedRef())
                                .ownedBy(session.sessionId()))
                        .stream())
                .toList();
    }

    private boolean isAtRest(Session session) {
        return session.operation().isEmpty()
                && references
                        .findCurrentTurn(session)
                        .filter(turn -> !turn.state().isTerminal())
                        .isEmpty();
    }

    private Optional<String> reason(Session session, Map<String, Optional<Set<HarnessSessionId>>> known) {
        Optional<SessionWorktree> row =
                store.read(handle -> handle.attach(WorktreeDao.class).find(session.sessionId()));
        if (row.isPresent() && isGone(home.worktrees().resolve(row.get().path()))) {
            return Optional.of("its worktree is gone");
        }
        Optional<Set<HarnessSessionId>> sessions =
                known.computeIfAbsent(session.harness() + " " + session.projectId(), key -> list(session));
        return session.harnessSessionId()
                .filter(id -> sessions.isPresent() && !sessions.get().contains(id))
                .map(id -> session.harness() + " has no session " + id + " any more");
    }

    private Optional<Set<HarnessSessionId>> list(Session session) {
        try {
            return harnessSessions.list(
                    session.harness(), projects.get(session.projectId()).path());
        } catch (KugetsuException e) {
            log.warn("session {} is passed over: {}", session.sessionId(), e.getMessage());
            return Optional.empty();
        }
    }

    /// A folder of which nothing can be said is not gone.
    private static boolean isGone(Path folder) {
        return Files.notExists(folder, LinkOption.NOFOLLOW_LINKS);
    }
}
