package dev.kugetsu.supervisor.cleanup;

import dev.kugetsu.supervisor.Sessions.KillReport;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionClaim;
import dev.kugetsu.supervisor.session.SessionDao;
import dev.kugetsu.supervisor.session.SessionWorktree;
import dev.kugetsu.supervisor.session.WorktreeDao;
import dev.kugetsu.supervisor.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// Ends sessions and leaves their worktrees, branches and harness sessions as they are. Thread-safe.
public final class SessionKill {

    private final Store store;
    private final KugetsuHome home;
    private final SessionClaim claim;
    private final OpenTurns turns;
    private final Clock clock;

    SessionKill(Store store, KugetsuHome home, SessionClaim claim, OpenTurns turns, Clock clock) {
        this.store = store;
        this.home = home;
        this.claim = claim;
        this.turns = turns;
        this.clock = clock;
    }

    /// Ends a session; one that has ended is left as it is.
    public KillReport kill(Session session, String reason, Duration grace) {
        if (!session.isLive()) {
            return report(session, KillReport.Effect.NONE);
        }
        claim.during(session, Session.Operation.KILLING, () -> {
            finish(session, reason, grace);
            return true;
        });
        return report(session, KillReport.Effect.ENDED);
    }

    /// Finishes a kill that this process owns, such as one that another has begun and died over.
    public void finish(Session session, String reason, Duration grace) {
        try {
            turns.end(session, grace);
            store.write(handle -> handle.attach(SessionDao.class).end(session.sessionId(), reason, clock.instant()));
        } catch (RuntimeException e) {
            claim.giveBack(session.sessionId(), e);
            throw e;
        }
    }

    private KillReport report(Session session, KillReport.Effect effect) {
        Optional<SessionWorktree> row =
                store.read(handle -> handle.attach(WorktreeDao.class).find(session.sessionId()));
        Optional<SessionWorktree> kept = row.filter(worktree -> Files.exists(directory(worktree)));
        return new KillReport(
                session.sessionId().value(),
                session.issueRef().map(Object::toString),
                session.name().map(Object::toString),
                effect,
                kept.map(worktree -> directory(worktree).toString()),
                kept.map(worktree -> worktree.branch().value()));
    }

    private Path directory(SessionWorktree row) {
        return home.worktrees().resolve(row.path());
    }
}
