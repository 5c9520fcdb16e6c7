package dev.kugetsu.supervisor.session;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.Processes;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.store.Store;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/// The right to change a whole session: one process has it, and within that one thread. It is stored before
/// anything acts, so that whoever finds the change half done can finish it or take it back. Which changes
/// this process carries out just now only its memory knows: one that is recorded as ours and not among them
/// was given up, because neither its end nor its taking back could be recorded. Thread-safe.
public final class SessionClaim {

    private final Store store;
    private final KugetsuHome home;
    private final Processes processes;
    private final Clock clock;
    private final Set<SessionId> underWay = ConcurrentHashMap.newKeySet();

    public SessionClaim(Store store, KugetsuHome home, Processes processes, Clock clock) {
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
    public <T> T during(Session session, Session.Operation operation, Supplier<T> work) {
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

    /// Makes something true, and in the same transaction begins a change if nobody changes the session; then
    /// does the work of it.
    ///
    /// @param first makes it true; `false` when it cannot be, and then nothing begins
    public void duringIfFree(Session session, Session.Operation operation, Predicate<Handle> first, Runnable work) {
        boolean isOurs = underWay.add(session.sessionId());
        try {
            boolean isBegun = store.write(handle -> first.test(handle)
                    && isOurs
                    && handle.attach(SessionDao.class)
                            .begin(session.sessionId(), operation, Optional.empty(), processes.current()));
            if (isBegun) {
                work.run();
            }
        } finally {
            if (isOurs) {
                underWay.remove(session.sessionId());
            }
        }
    }

    /// Goes on with a change that nobody carries out any more: its process has died, or this one has given it
    /// up.
    ///
    /// @param left as it was found
    /// @param work is given the session as it is; ends the claim, or gives it back
    /// @return whether there was anything to go on with
    public boolean resume(Session left, Consumer<Session> work) {
        ProcessIdentity owner = left.operationOwner().orElseThrow();
        if (!hasLeftIt(owner) || !underWay.add(left.sessionId())) {
            return false;
        }
        try {
            Optional<Session> ours = store.write(handle -> {
                SessionDao sessions = handle.attach(SessionDao.class);
                return sessions.takeOver(left.sessionId(), owner, processes.current())
                        ? sessions.find(left.sessionId())
                        : Optional.empty();
            });
            ours.ifPresent(work);
            return ours.isPresent();
        } finally {
            underWay.remove(left.sessionId());
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

    /// Asked only by who has the right within this process: then a change of ours is one that we have given up.
    private boolean hasLeftIt(ProcessIdentity owner) {
        return owner.equals(processes.current()) || processes.probe(owner) == Liveness.DEAD;
    }

    /// Gives back the right to a removal that has failed; the failure counts, whatever goes wrong here.
    public void giveBack(SessionId session, RuntimeException failure) {
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
