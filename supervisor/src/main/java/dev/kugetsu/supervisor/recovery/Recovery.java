package dev.kugetsu.supervisor.recovery;

import dev.kugetsu.supervisor.cleanup.EndedWorktrees;
import dev.kugetsu.supervisor.cleanup.SessionEnd;
import dev.kugetsu.supervisor.cleanup.SessionKill;
import dev.kugetsu.supervisor.cleanup.SessionRevival;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionClaim;
import dev.kugetsu.supervisor.session.SessionDao;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.supervisor.turn.TurnRecovery;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Repairs what processes that died have left half done, and what this one has given up; every process that has
/// to do with turns or sessions does it before anything else. Thread-safe.
public final class Recovery {

    private static final Logger log = LoggerFactory.getLogger(Recovery.class);

    /// Whether it was `destroy` or `prune` died with the process.
    private static final String FINISHED_BY_ANOTHER = "ended by the command after the one that began it";

    private final Store store;
    private final TurnRecovery turns;
    private final SessionEnd end;
    private final SessionKill kill;
    private final EndedWorktrees endedWorktrees;
    private final SessionRevival revival;
    private final SessionClaim claim;
    private final Duration stopGrace;

    public Recovery(
            Store store,
            TurnRecovery turns,
            SessionEnd end,
            SessionKill kill,
            EndedWorktrees endedWorktrees,
            SessionRevival revival,
            SessionClaim claim,
            Duration stopGrace) {
        this.store = store;
        this.turns = turns;
        this.end = end;
        this.kill = kill;
        this.endedWorktrees = endedWorktrees;
        this.revival = revival;
        this.claim = claim;
        this.stopGrace = stopGrace;
    }

    /// Turns first, because a session that is being ended waits for its turn.
    public void repair() {
        turns.repair();
        for (Session session :
                store.read(handle -> handle.attach(SessionDao.class).listInOperation(store.hostId()))) {
            try {
                if (claim.resume(session, this::finish)) {
                    log.info("session {} is repaired", session.sessionId());
                }
            } catch (RuntimeException e) {
                log.warn("session {} cannot be repaired now: {}", session.sessionId(), e.toString());
            }
        }
    }

    /// Whether a whole session is being changed by anybody.
    public boolean isAnythingUnderWay() {
        return !store.read(handle -> handle.attach(SessionDao.class).listInOperation(store.hostId()))
                .isEmpty();
    }

    /// Ending goes forward, because its user has asked for it; reviving goes back, because nothing is lost by
    /// that.
    private void finish(Session session) {
        log.info(
                "session {} was left while {}",
                session.sessionId(),
                session.operation().orElseThrow());
        switch (session.operation().orElseThrow()) {
            case ENDING -> end.finish(session, FINISHED_BY_ANOTHER, stopGrace);
            case KILLING -> kill.finish(session, FINISHED_BY_ANOTHER, stopGrace);
            case CLEARING -> endedWorktrees.finish(session);
            case REVIVING -> revival.abandon(session);
        }
    }
}
