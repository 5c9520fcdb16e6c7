package dev.kugetsu.supervisor.mcp;

import dev.kugetsu.adapters.ProcessIdentity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// The sessions of clients over HTTP. One program may begin and end some at once: whoever comes is seen by
/// whoever goes, and the other way round. Thread-safe.
final class HttpSessions {

    /// Whoever is silent for so long counts as gone everywhere else too.
    private static final Duration PATIENCE = Duration.ofHours(2);

    private static final int MOST = 1_000;

    private final Clock clock;
    private final Predicate<ProcessIdentity> isDead;
    private final Map<String, HttpSession> sessions = new ConcurrentHashMap<>();
    private final ReentrantLock comingAndGoing = new ReentrantLock();

    /// @param isDead tells which programs have provably ended
    HttpSessions(Clock clock, Predicate<ProcessIdentity> isDead) {
        this.clock = clock;
        this.isDead = isDead;
    }

    /// Takes one in, whose agent arrives; may block on the disk.
    void begin(HttpSession session, Optional<String> program) {
        alone(() -> {
            session.arrive(program);
            sessions.put(session.id(), session);
        });
    }

    /// Somebody else's is as good as none, and so is one whose program is dead: it would hold nothing for
    /// whoever goes on with it.
    Optional<HttpSession> find(HttpVisit visit) {
        Optional<HttpSession> found = visit.session()
                .flatMap(id -> Optional.ofNullable(sessions.get(id)))
                .filter(session -> session.belongsTo(visit));
        Optional<HttpSession> orphan =
                found.filter(session -> session.program().filter(isDead).isPresent());
        orphan.ifPresent(this::end);
        return orphan.isPresent() ? Optional.empty() : found;
    }

    /// Ends those who count as gone: clients may forget to say goodbye.
    void endSilent() {
        Instant limit = clock.instant().minus(PATIENCE);
        sessions.values().stream()
                .filter(session -> session.lastVisit().isBefore(limit) && !session.isProvenAlive())
                .forEach(this::end);
    }

    /// Ends the one that was silent longest when there are too many.
    void makeRoom() {
        endSilent();
        if (sessions.size() >= MOST) {
            sessions.values().stream()
                    .min(Comparator.comparing(HttpSession::lastVisit))
                    .ifPresent(this::end);
        }
    }

    /// Its agent stays as long as another one of the same program is there.
    void end(HttpSession session) {
        alone(() -> {
            if (sessions.remove(session.id(), session)) {
                sessions.values().stream()
                        .filter(session::isOfSameProgram)
                        .findFirst()
                        .ifPresentOrElse(session::endIn, session::end);
            }
        });
    }

    void endAll() {
        sessions.values().forEach(this::end);
    }

    private void alone(Runnable change) {
        comingAndGoing.lock();
        try {
            change.run();
        } finally {
            comingAndGoing.unlock();
        }
    }
}
