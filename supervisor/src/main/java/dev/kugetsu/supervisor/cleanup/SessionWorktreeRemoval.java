package dev.kugetsu.supervisor.cleanup;

import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.project.WorktreeFailures;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionWorktree;
import dev.kugetsu.supervisor.session.WorktreeDao;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.Worktrees;
import java.time.Clock;
import java.util.Optional;

/// Removes the worktree of a session and records what that has saved. Repeatable after a crash. Thread-safe.
final class SessionWorktreeRemoval {

    private final Store store;
    private final KugetsuHome home;
    private final Projects projects;
    private final Worktrees worktrees;
    private final Clock clock;

    SessionWorktreeRemoval(Store store, KugetsuHome home, Projects projects, Worktrees worktrees, Clock clock) {
        this.store = store;
        this.home = home;
        this.projects = projects;
        this.worktrees = worktrees;
        this.clock = clock;
    }

    Worktrees.Removal remove(Session session, SessionWorktree row) {
        store.write(handle -> handle.attach(WorktreeDao.class)
                .become(session.sessionId(), SessionWorktree.State.REMOVING, clock.instant()));
        Repository repository = projects.repository(projects.get(session.projectId()));
        Worktrees.Removal removal = WorktreeFailures.guard(() -> worktrees.remove(
                repository,
                home.worktrees().resolve(row.path()),
                session.sessionId().value()));
        Optional<String> saved = savedWork(session, row, repository, removal).map(Worktrees.Preserved::ref);
        store.write(
                handle -> handle.attach(WorktreeDao.class).recordRemoval(session.sessionId(), saved, clock.instant()));
        return removal;
    }

    /// Whoever died between a removal and its record took the knowledge of what was saved along; then it is the
    /// newest.
    private Optional<Worktrees.Preserved> savedWork(
            Session session, SessionWorktree row, Repository repository, Worktrees.Removal removal) {
        boolean wasGone = removal.preserved().isEmpty() && removal.branch().isEmpty();
        if (!wasGone || row.state() != SessionWorktree.State.REMOVING) {
            return removal.preserved();
        }
        return WorktreeFailures.guard(
                () -> worktrees
                        .listPreserved(
                                repository, Optional.of(session.sessionId().value()))
                        .stream()
                        .findFirst());
    }
}
