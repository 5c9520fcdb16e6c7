package dev.kugetsu.supervisor.cleanup;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.Processes;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionDao;
import dev.kugetsu.supervisor.session.SessionWorktree;
import dev.kugetsu.supervisor.session.WorktreeDao;
import dev.kugetsu.supervisor.store.Store;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The right to change a whole session: one process has it, and within that one thread. It is stored before
/// anything acts, so that whoever finds the change half done can finish it or take it back. Thread-safe.
final class SessionClaim {

    private final Store store;
    private final KugetsuHome home;
    private final Processes processes;
    private final Clock clock;
    private final Set<SessionId> underWay = ConcurrentHashMap.newKeySet();

    SessionClaim(Store store, KugetsuHome home, Processes processes, Clock clock) {
        this.store = store;
        this.home = home;
        this.processes = processes;
        this.clock = clock;
    }

    /// Does the work of a change while nobody else changes the session. The work itself ends the claim, in the
    /// transaction that makes its result true, or gives it back.
    ///
    /// @throws KugetsuException `CONFLICT` when somebody else has the right, or the session is not as the
    ///   change needs it
    <T> T during(Session session, Session.Operation operation, Supplier<T> work) {
        if (!underWay.add(session.sessionId())) {
            throw conflict(session);
        }
        try {
            if (!store.write(handle -> take(handle.attach(SessionDao.class), session.sessionId(), operation))) {
                throw conflict(session);
            }
            return work.get();
        } finally {
            underWay.remove(session.sessionId());
        }
    }

    private boolean take(SessionDao sessions, SessionId session, Session.Operation operation) {
        if (sessions.begin(session, operation, Optional.empty(), processes.current())) {
            return true;
        }
        return sessions.find(session)
                .flatMap(Session::operationOwner)
                .filter(this::hasLeftIt)
                .filter(owner -> sessions.begin(session, operation, Optional.of(owner), processes.current()))
                .isPresent();
    }

    /// A change of ours that is still there is one that we could not take back.
    private boolean hasLeftIt(ProcessIdentity owner) {
        return owner.equals(processes.current()) || processes.probe(owner) == Liveness.DEAD;
    }

    /// Gives back the right to a removal that has failed; the failure counts, whatever goes wrong here.
    void giveBack(SessionId session, RuntimeException failure) {
        try {
            giveBack(session);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /// Goes back only as long as the worktree is there.
    private void giveBack(SessionId session) {
        store.write(handle -> {
            WorktreeDao worktreeRows = handle.attach(WorktreeDao.class);
            Optional<SessionWorktree> row = worktreeRows.find(session);
            if (row.filter(this::isGone).isPresent()) {
                // There is no way back any more; the next command goes on.
                return false;
            }
            if (row.filter(worktree -> worktree.state() == SessionWorktree.State.REMOVING)
                    .isPresent()) {
                worktreeRows.become(session, SessionWorktree.State.READY, clock.instant());
            }
            handle.attach(SessionDao.class).finishOperation(session);
            return true;
        });
    }

    private boolean isGone(SessionWorktree row) {
        return row.state() == SessionWorktree.State.REMOVED
                || (row.state() == SessionWorktree.State.REMOVING
                        && Files.notExists(home.worktrees().resolve(row.path()), LinkOption.NOFOLLOW_LINKS));
    }

    private static KugetsuException conflict(Session session) {
        return new KugetsuException(
                KugetsuException.Kind.CONFLICT,
                "session " + session.sessionId() + " of " + session.label()
                        + " is being ended or brought back by another, or has just been",
                "wait a moment and see `kugetsu show " + session.sessionId() + "`");
    }
}
