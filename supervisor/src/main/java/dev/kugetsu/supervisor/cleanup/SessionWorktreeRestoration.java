package dev.kugetsu.supervisor.cleanup;

import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.project.WorktreeFailures;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionWorktree;
import dev.kugetsu.supervisor.session.WorktreeDao;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.Worktree;
import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.Worktrees;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the worktrees of ended sessions anew, and takes back what was half made. Repeatable after a crash.
/// Thread-safe.
final class SessionWorktreeRestoration {

    private static final Logger log = LoggerFactory.getLogger(SessionWorktreeRestoration.class);

    private final Store store;
    private final KugetsuHome home;
    private final Projects projects;
    private final Worktrees worktrees;
    private final SessionWorktreeRemoval removal;
    private final Clock clock;

    SessionWorktreeRestoration(
            Store store,
            KugetsuHome home,
            Projects projects,
            Worktrees worktrees,
            SessionWorktreeRemoval removal,
            Clock clock) {
        this.store = store;
        this.home = home;
        this.projects = projects;
        this.worktrees = worktrees;
        this.removal = removal;
        this.clock = clock;
    }

    /// The work that is to come back into the worktree. Not simply the newest: a removal that had nothing to
    /// save leaves what earlier ones have saved.
    Optional<Worktrees.Preserved> findSaved(SessionWorktree row, Repository repository) {
        if (EndedWorktrees.isKept(row)) {
            return Optional.empty();
        }
        Optional<String> ref =
                store.read(handle -> handle.attach(WorktreeDao.class).findPreservedRef(row.sessionId()));
        return WorktreeFailures.guard(() ->
                worktrees.listPreserved(repository, Optional.of(row.sessionId().value())).stream()
                        .filter(saved -> ref.stream().anyMatch(saved.ref()::equals))
                        .findFirst());
    }

    /// The worktree that is still there, or else one that is made from branch and saved work.
    Worktree restore(Session session, SessionWorktree row, Repository repository, Optional<Worktrees.Preserved> saved) {
        return findKept(row, repository).orElseGet(() -> makeAnew(session, row, repository, saved));
    }

    /// A session that was killed has kept its worktree, unless somebody has deleted that by hand.
    private Optional<Worktree> findKept(SessionWorktree row, Repository repository) {
        return EndedWorktrees.isKept(row)
                ? WorktreeFailures.guard(() -> worktrees.findWorktree(repository, directory(row)))
                : Optional.empty();
    }

    private Worktree makeAnew(
            Session session, SessionWorktree row, Repository repository, Optional<Worktrees.Preserved> saved) {
        if (EndedWorktrees.isKept(row)) {
            // Somebody has deleted its folder; the repository still has it registered.
            removal.remove(session, row);
        }
        store.write(handle -> handle.attach(WorktreeDao.class)
                .become(session.sessionId(), SessionWorktree.State.CREATING, clock.instant()));
        return WorktreeFailures.guard(() -> worktrees.restore(new Worktrees.RestoreRequest(
                repository,
                directory(row),
                row.branch(),
                row.baseCommit(),
                saved,
                session.sessionId().value())));
    }

    /// Takes a worktree back that was half made; `false` when there is none, or when it has to stay.
    boolean discardHalfMade(Session session) {
        Optional<SessionWorktree> halfMade = store.read(
                        handle -> handle.attach(WorktreeDao.class).find(session.sessionId()))
                .filter(row -> row.state() == SessionWorktree.State.CREATING);
        return halfMade.isPresent() && discard(session, halfMade.get());
    }

    private boolean discard(Session session, SessionWorktree row) {
        try {
            worktrees.discard(
                    projects.repository(projects.get(session.projectId())),
                    directory(row),
                    session.sessionId().value());
            return true;
        } catch (WorktreeException | RuntimeException e) {
            log.warn("session {}: its half-made worktree stays: {}", session.sessionId(), e.toString());
            return false;
        }
    }

    private Path directory(SessionWorktree row) {
        return home.worktrees().resolve(row.path());
    }
}
