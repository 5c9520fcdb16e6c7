package dev.kugetsu.supervisor.cleanup;

import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionClaim;
import dev.kugetsu.supervisor.session.SessionDao;
import dev.kugetsu.supervisor.session.SessionWorktree;
import dev.kugetsu.supervisor.session.WorktreeDao;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.worktrees.Worktrees;
import java.util.List;
import java.util.Optional;

/// Finds and removes the worktrees that ended sessions have left. What they hold is preserved first, and a
/// session that is brought back meanwhile keeps its worktree. Thread-safe.
public final class EndedWorktrees {

    private final Store store;
    private final KugetsuHome home;
    private final SessionClaim claim;
    private final SessionWorktreeRemoval removal;

    EndedWorktrees(Store store, KugetsuHome home, SessionClaim claim, SessionWorktreeRemoval removal) {
        this.store = store;
        this.home = home;
        this.claim = claim;
        this.removal = removal;
    }

    /// @param project whose sessions, or empty for all
    List<Prunable> find(Optional<ProjectId> project) {
        return rows().stream()
                .flatMap(row -> findEnded(row.sessionId())
                        .filter(session -> project.stream().allMatch(session.projectId()::equals))
                        .map(session -> prunable(session, row))
                        .stream())
                .toList();
    }

    /// The ended sessions of a project that have left worktrees.
    public List<Session> listEnded(ProjectId project) {
        return rows().stream()
                .flatMap(row -> findEnded(row.sessionId()).stream())
                .filter(session -> session.projectId().equals(project))
                .toList();
    }

    private List<SessionWorktree> rows() {
        return store.read(handle -> handle.attach(WorktreeDao.class).list(store.hostId())).stream()
                .filter(EndedWorktrees::isKept)
                .toList();
    }

    /// A half-made one is no worktree that was left: it has nothing to save.
    static boolean isKept(SessionWorktree row) {
        return switch (row.state()) {
            case READY, REMOVING -> true;
            case CREATING, REMOVED -> false;
        };
    }

    private Optional<Session> findEnded(SessionId id) {
        return store.read(handle -> handle.attach(SessionDao.class).find(id)).filter(session -> !session.isLive());
    }

    private Prunable prunable(Session session, SessionWorktree row) {
        return Prunable.holding(
                "worktree",
                home.worktrees().resolve(row.path()).toString(),
                "session " + session.sessionId() + " of " + session.label() + " has been ended",
                () -> remove(session));
    }

    /// Removes the worktree of an ended session; one that is gone is success.
    ///
    /// @return where what it held was saved, if there was anything to save
    /// @throws dev.kugetsu.supervisor.KugetsuException when it has to stay; then it stays as it is
    public Optional<String> remove(Session session) {
        return claim.during(session, Session.Operation.CLEARING, () -> finish(session));
    }

    /// Finishes a removal that this process owns, such as one that another has begun and died over.
    public Optional<String> finish(Session session) {
        try {
            return carryOut(session);
        } catch (RuntimeException e) {
            claim.giveBack(session.sessionId(), e);
            throw e;
        }
    }

    private Optional<String> carryOut(Session session) {
        Optional<String> saved = store.read(
                        handle -> handle.attach(WorktreeDao.class).find(session.sessionId()))
                .filter(EndedWorktrees::isKept)
                .flatMap(row -> removal.remove(session, row).preserved())
                .map(Worktrees.Preserved::ref);
        store.write(handle -> {
            handle.attach(SessionDao.class).finishOperation(session.sessionId());
            return true;
        });
        return saved;
    }
}
