package dev.kugetsu.supervisor.cleanup;

import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.Processes;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.Sessions.DestroyReport;
import dev.kugetsu.supervisor.harness.HarnessCatalog;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionDao;
import dev.kugetsu.supervisor.session.SessionWorktree;
import dev.kugetsu.supervisor.session.WorktreeDao;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.supervisor.turn.TurnStop;
import dev.kugetsu.worktrees.Worktrees;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Ends sessions: turn, worktree, harness session, record, in this order. The intent is stored first, and every
/// step may be done twice, so that whoever finds it half done can finish it. Thread-safe.
public final class SessionEnd {

    private final Store store;
    private final KugetsuHome home;
    private final HarnessCatalog harnesses;
    private final TurnStop turnStop;
    private final SessionWorktreeRemoval removal;
    private final Processes processes;
    private final Clock clock;

    SessionEnd(
            Store store,
            KugetsuHome home,
            HarnessCatalog harnesses,
            TurnStop turnStop,
            SessionWorktreeRemoval removal,
            Processes processes,
            Clock clock) {
        this.store = store;
        this.home = home;
        this.harnesses = harnesses;
        this.turnStop = turnStop;
        this.removal = removal;
        this.processes = processes;
        this.clock = clock;
    }

    /// Ends a live session.
    ///
    /// @param reason what its record is to say
    /// @throws KugetsuException `CONFLICT` when somebody else is ending it, `FAILED` when its work cannot be
    ///   saved; then the worktree and the session stay
    DestroyReport end(Session session, String reason, Duration grace) {
        if (!store.write(handle -> begin(handle.attach(SessionDao.class), session.sessionId()))) {
            throw new KugetsuException(
                    KugetsuException.Kind.CONFLICT,
                    "session " + session.sessionId() + " is being ended or brought back by another process",
                    "wait a moment and see `kugetsu show " + session.sessionId() + "`");
        }
        return finish(session, reason, grace);
    }

    private boolean begin(SessionDao sessions, SessionId session) {
        if (sessions.beginEnding(session, processes.current())) {
            return true;
        }
        return sessions.find(session)
                .flatMap(Session::operationOwner)
                .filter(this::hasLeftIt)
                .filter(owner -> sessions.beginEndingInstead(session, owner, processes.current()))
                .isPresent();
    }

    /// A change of ours that is still there is one that we could not take back.
    private boolean hasLeftIt(ProcessIdentity owner) {
        return owner.equals(processes.current()) || processes.probe(owner) == Liveness.DEAD;
    }

    /// Finishes an ending that this process owns, such as one that another has begun and died over.
    ///
    /// @throws KugetsuException like {@link #end}
    public DestroyReport finish(Session session, String reason, Duration grace) {
        try {
            return carryOut(session, reason, grace);
        } catch (RuntimeException e) {
            giveUp(session.sessionId(), e);
            throw e;
        }
    }

    private DestroyReport carryOut(Session session, String reason, Duration grace) {
        stopTurn(session, grace);
        Optional<SessionWorktree> row =
                store.read(handle -> handle.attach(WorktreeDao.class).find(session.sessionId()));
        Optional<Worktrees.Removal> removed = row.filter(worktree -> worktree.state() != SessionWorktree.State.REMOVED)
                .map(worktree -> removal.remove(session, worktree));
        List<String> warnings = new ArrayList<>();
        deleteHarnessSession(session, row).ifPresent(warnings::add);
        store.write(handle -> {
            handle.attach(SessionDao.class).end(session.sessionId(), reason, clock.instant());
            return true;
        });
        return new DestroyReport(
                session.sessionId().value(),
                session.label(),
                store.read(handle -> handle.attach(WorktreeDao.class).findPreservedRef(session.sessionId())),
                removed.filter(done -> !done.branchDeleted())
                        .flatMap(Worktrees.Removal::branch)
                        .map(branch -> branch.value()),
                warnings);
    }

    private void stopTurn(Session session, Duration grace) {
        try {
            turnStop.stopAll(session.sessionId(), grace);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KugetsuException(
                    KugetsuException.Kind.INTERRUPTED,
                    "interrupted while session " + session.sessionId() + " was being ended",
                    "the next command finishes it");
        }
    }

    /// A harness that is not there cannot keep a session from being ended; what stays with it is told.
    private Optional<String> deleteHarnessSession(Session session, Optional<SessionWorktree> row) {
        Optional<HarnessSessionId> id = session.harnessSessionId();
        if (id.isEmpty() || row.isEmpty()) {
            return Optional.empty();
        }
        try {
            harnesses.get(session.harness()).deleteSession(id.get(), directory(row.get()));
            return Optional.empty();
        } catch (HarnessException | RuntimeException e) {
            return Optional.of(session.harness() + " keeps its session " + id.get() + ": " + e.getMessage());
        }
    }

    private void giveUp(SessionId session, RuntimeException failure) {
        try {
            giveUp(session);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /// Goes back only as long as the worktree is there.
    private void giveUp(SessionId session) {
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
                        && Files.notExists(directory(row), LinkOption.NOFOLLOW_LINKS));
    }

    private Path directory(SessionWorktree row) {
        return home.worktrees().resolve(row.path());
    }
}
