package dev.kugetsu.supervisor.cleanup;

import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.Sessions.DestroyReport;
import dev.kugetsu.supervisor.harness.HarnessCatalog;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionClaim;
import dev.kugetsu.supervisor.session.SessionDao;
import dev.kugetsu.supervisor.session.SessionWorktree;
import dev.kugetsu.supervisor.session.WorktreeDao;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.worktrees.Worktrees;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// Ends sessions: turn, worktree, harness session, record, in this order. The intent is stored first, and every
/// step may be done twice, so that whoever finds it half done can finish it. Thread-safe.
public final class SessionEnd {

    private final Store store;
    private final KugetsuHome home;
    private final HarnessCatalog harnesses;
    private final SessionClaim claim;
    private final OpenTurns turns;
    private final SessionWorktreeRemoval removal;
    private final Clock clock;

    SessionEnd(
            Store store,
            KugetsuHome home,
            HarnessCatalog harnesses,
            SessionClaim claim,
            OpenTurns turns,
            SessionWorktreeRemoval removal,
            Clock clock) {
        this.store = store;
        this.home = home;
        this.harnesses = harnesses;
        this.claim = claim;
        this.turns = turns;
        this.removal = removal;
        this.clock = clock;
    }

    /// Ends a live session.
    ///
    /// @param reason what its record is to say
    /// @throws KugetsuException `CONFLICT` when somebody else is ending it, `FAILED` when its work cannot be
    ///   saved; then the worktree and the session stay
    DestroyReport end(Session session, String reason, Duration grace) {
        return claim.during(session, Session.Operation.ENDING, () -> finish(session, reason, grace));
    }

    /// Finishes an ending that this process owns, such as one that another has begun and died over.
    ///
    /// @throws KugetsuException like {@link #end}
    public DestroyReport finish(Session session, String reason, Duration grace) {
        try {
            return carryOut(session, reason, grace);
        } catch (RuntimeException e) {
            claim.giveBack(session.sessionId(), e);
            throw e;
        }
    }

    private DestroyReport carryOut(Session session, String reason, Duration grace) {
        turns.end(session, grace);
        Optional<SessionWorktree> row =
                store.read(handle -> handle.attach(WorktreeDao.class).find(session.sessionId()));
        Optional<Worktrees.Removal> removed = row.filter(worktree -> worktree.state() != SessionWorktree.State.REMOVED)
                .map(worktree -> removal.remove(session, worktree));
        Optional<String> warning = deleteHarnessSession(session, row);
        store.write(handle -> {
            SessionDao sessions = handle.attach(SessionDao.class);
            if (row.isPresent() && warning.isEmpty()) {
                sessions.setHarnessSession(session.sessionId(), Optional.empty());
            }
            return sessions.end(session.sessionId(), reason, clock.instant());
        });
        return new DestroyReport(
                session.sessionId().value(),
                session.issueRef().map(Object::toString),
                session.name().map(Object::toString),
                store.read(handle -> handle.attach(WorktreeDao.class).findPreservedRef(session.sessionId())),
                removed.filter(done -> !done.branchDeleted())
                        .flatMap(Worktrees.Removal::branch)
                        .map(branch -> branch.value()),
                warning.stream().toList());
    }

    /// A harness that is not there cannot keep a session from being ended; what stays with it is told.
    private Optional<String> deleteHarnessSession(Session session, Optional<SessionWorktree> row) {
        Optional<HarnessSessionId> id = session.harnessSessionId().filter(HarnessSessionId::isGiven);
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

    private Path directory(SessionWorktree row) {
        return home.worktrees().resolve(row.path());
    }
}
