package dev.kugetsu.supervisor.garbage;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.agent.AgentSession;
import dev.kugetsu.supervisor.agent.Presences;
import dev.kugetsu.supervisor.coordination.StatusVerbs;
import dev.kugetsu.supervisor.coordination.StatusVerbs.CollectGarbage;
import dev.kugetsu.supervisor.coordination.StatusVerbs.CollectedGarbage;
import dev.kugetsu.supervisor.lock.LockWiring;
import dev.kugetsu.supervisor.verb.Act;
import dev.kugetsu.supervisor.verb.Desk;
import dev.kugetsu.supervisor.verb.Handlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Removes what has long been over in a project; what is open stays, however old it is. Thread-safe.
public final class Garbage {

    /// Death is proven by a process, and confirmed by silence: a probe that errs for a moment ends nobody.
    private static final Duration SILENCE_OF_THE_DEAD = Duration.ofHours(2);

    private final Presences presences;
    private final LockWiring locks;

    public Garbage(Presences presences, LockWiring locks) {
        this.presences = presences;
        this.locks = locks;
    }

    /// Has its verb done.
    public void serve(Handlers handlers) {
        handlers.with(StatusVerbs.GC, this::collect);
    }

    private CollectedGarbage collect(Act act, CollectGarbage request) {
        CollectedGarbage collected = act.write(desk -> collect(desk, request.olderThan()));
        locks.settle(act);
        return collected;
    }

    private CollectedGarbage collect(Desk desk, Optional<Duration> age) {
        if (age.isPresent() && !desk.actor().isOperator()) {
            throw new KugetsuException(
                    KugetsuException.Kind.INVALID_INPUT,
                    "only the operator decides what is old enough to go",
                    "leave --older-than out, or act as the person in charge with --operator");
        }
        GarbageDao rows = desk.rows(GarbageDao.class);
        Ages ages = Ages.of(age);
        Instant oldest = desk.now().minus(ages.usual());
        int locksBefore = rows.countLocks(desk.project());
        List<AgentSession> gone = presences.listOpen(desk).stream()
                .filter(session -> isGone(desk, session, oldest))
                .toList();
        gone.forEach(session -> presences.end(session, desk));
        locks.locks().collect(desk);
        int lostLocks = locksBefore - rows.countLocks(desk.project());
        int tasks = rows.deleteTasks(desk.project(), oldest);
        int messages = rows.deleteMessages(desk.project(), oldest);
        int reservations = rows.deleteReservations(desk.project(), desk.now().minus(ages.reservations()), oldest);
        int sessions = rows.deleteSessions(desk.project(), oldest);
        int entries = rows.deleteEntries(desk.project(), desk.now().minus(ages.journal()));
        return new CollectedGarbage(
                gone.size(), sessions, rows.deleteAgents(oldest), tasks, lostLocks, messages, reservations, entries);
    }

    /// Those of our own turns end with these.
    private boolean isGone(Desk desk, AgentSession session, Instant oldest) {
        if (session.sessionId().isPresent()) {
            return false;
        }
        return switch (presences.of(session, desk)) {
            case DEAD -> !session.lastSeenAt().isAfter(desk.now().minus(SILENCE_OF_THE_DEAD));
            // Without a process that could still be there, wherever it is.
            case OFFLINE -> session.life().isEmpty() && !session.lastSeenAt().isAfter(oldest);
            case ACTIVE, STALE, ENDED -> false;
        };
    }
}
