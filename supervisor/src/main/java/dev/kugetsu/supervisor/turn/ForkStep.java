package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.ForkRequest;
import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.supervisor.TurnObserver;
import dev.kugetsu.supervisor.TurnProgress;
import dev.kugetsu.supervisor.harness.HarnessFailures;
import dev.kugetsu.supervisor.project.Base;
import dev.kugetsu.supervisor.project.BaseSessions;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionDao;
import dev.kugetsu.supervisor.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes and takes back the harness session of a session, forked from the base. Repeatable. Thread-safe.
final class ForkStep {

    private static final Logger log = LoggerFactory.getLogger(ForkStep.class);

    private final Store store;
    private final BaseSessions bases;
    private final Clock clock;

    ForkStep(Store store, BaseSessions bases, Clock clock) {
        this.store = store;
        this.bases = bases;
        this.clock = clock;
    }

    /// Forks the base for the session unless it has a harness session.
    void make(TurnContext context, TurnObserver observer) {
        Session session = context.session();
        if (session.harnessSessionId().isPresent() || session.kind() == Session.Kind.BASE) {
            return;
        }
        Instant begin = clock.instant();
        Base base = session.baseId()
                .flatMap(bases::find)
                .orElseThrow(() -> new IllegalStateException("session " + session.sessionId() + " has no base"));
        HarnessSessionId fork = HarnessFailures.guard(() -> context.harness()
                .fork(new ForkRequest(
                        forkKey(context),
                        base.harnessSessionId(),
                        context.project().path(),
                        context.directory(),
                        session.label())));
        store.write(handle -> {
            handle.attach(SessionDao.class).setHarnessSession(session.sessionId(), Optional.of(fork));
            return true;
        });
        if (fork.isGiven()) {
            observer.progressed(new TurnProgress.SessionForked(
                    fork.value(), base.harnessSessionId().value(), since(begin)));
        }
    }

    /// Takes it back; nothing to do is success.
    void undo(TurnContext context) {
        try {
            context.harness().discardFork(forkKey(context), context.directory());
        } catch (HarnessException e) {
            // The worktree has to go all the same; a session that nobody uses costs nothing.
            log.warn("turn {}: its fork cannot be discarded: {}", context.turn().turnId(), e.getMessage());
        }
    }

    /// One key for each fork: a session that was brought back is forked anew, under the turn that needs it.
    private static String forkKey(TurnContext context) {
        return context.turn().number() == 1
                ? context.session().sessionId().value()
                : context.turn().turnId().value();
    }

    private Duration since(Instant begin) {
        return Duration.between(begin, clock.instant());
    }
}
