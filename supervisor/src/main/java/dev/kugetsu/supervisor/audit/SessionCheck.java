package dev.kugetsu.supervisor.audit;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.Processes;
import dev.kugetsu.supervisor.Audit.Difference.Kind;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.recovery.Recovery;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionDao;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.supervisor.turn.References;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds sessions that their process left while it changed them, and those that were to make a base and have not
/// been ended with their turn.
final class SessionCheck implements Check {

    private final Store store;
    private final References references;
    private final Recovery recovery;
    private final Processes processes;
    private final Clock clock;

    SessionCheck(Store store, References references, Recovery recovery, Processes processes, Clock clock) {
        this.store = store;
        this.references = references;
        this.recovery = recovery;
        this.processes = processes;
        this.clock = clock;
    }

    @Override
    public List<Found> find() {
        List<Found> found = new ArrayList<>();
        for (Session session :
                store.read(handle -> handle.attach(SessionDao.class).listAllKinds(store.hostId()))) {
            if (session.isLive()) {
                findLeft(session).ifPresent(found::add);
                findUnmade(session).ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<Found> findLeft(Session session) {
        return session.operationOwner()
                .filter(owner -> processes.probe(owner) == Liveness.DEAD)
                .map(owner -> Found.mendable(
                        Kind.SESSION_HALF_DONE,
                        session.sessionId().value(),
                        Found.of(session.sessionId()),
                        "process " + owner.pid() + " is gone, which was "
                                + session.operation().orElseThrow().name().toLowerCase(Locale.ROOT) + " it",
                        "finishes the ending, or takes back the bringing back",
                        () -> repair(session)));
    }

    private void repair(Session session) {
        recovery.repair();
        if (find(session).flatMap(this::findLeft).isPresent()) {
            throw new KugetsuException(
                    KugetsuException.Kind.FAILED,
                    "session " + session.sessionId() + " could not be repaired",
                    "the log of kugetsu says why");
        }
    }

    private Optional<Session> find(Session session) {
        return store.read(handle -> handle.attach(SessionDao.class).find(session.sessionId()));
    }

    /// Both end in one transaction; the rows say otherwise only after an accident.
    private Optional<Found> findUnmade(Session session) {
        if (session.kind() != Session.Kind.BASE
                || references
                        .findCurrentTurn(session)
                        .filter(turn -> !turn.state().isTerminal())
                        .isPresent()) {
            return Optional.empty();
        }
        return Optional.of(Found.mendable(
                Kind.SESSION_HALF_DONE,
                session.sessionId().value(),
                Found.of(session.projectId()),
                "it was to make a base, and its turn has ended",
                "ends the session, so that `kugetsu init` can be run again",
                () -> store.write(handle -> handle.attach(SessionDao.class)
                        .end(session.sessionId(), "its turn has ended", clock.instant()))));
    }
}
