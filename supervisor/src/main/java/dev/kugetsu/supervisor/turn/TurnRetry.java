package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.supervisor.retry.AttemptDao;
import dev.kugetsu.supervisor.retry.EndedAttempt;
import dev.kugetsu.supervisor.retry.Parking;
import dev.kugetsu.supervisor.retry.ParkingDao;
import dev.kugetsu.supervisor.retry.RetryPolicy;
import dev.kugetsu.supervisor.retry.RetryPolicy.Decision;
import dev.kugetsu.supervisor.retry.RetryPolicy.History;
import dev.kugetsu.supervisor.retry.RetryPolicy.Progress;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.worktrees.Changes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tries turns of the queue again whose failure may pass. All that it decides is in rows, so that neither the
/// end of a process nor of a boot changes it. Thread-safe.
final class TurnRetry {

    private static final Logger log = LoggerFactory.getLogger(TurnRetry.class);

    private final Store store;
    private final SendBack sendBack;
    private final TurnWatch watch;
    private final Clock clock;

    TurnRetry(Store store, SendBack sendBack, TurnWatch watch, Clock clock) {
        this.store = store;
        this.sendBack = sendBack;
        this.watch = watch;
        this.clock = clock;
    }

    /// Sends a failed turn back to the queue; `false` when its failure stands, or somebody has asked for its
    /// end.
    boolean tryAgain(AttemptEnd end) {
        Turn turn = end.context().turn();
        TurnOutcome outcome = end.outcome();
        boolean hasFailed =
                outcome.status() == TurnOutcome.Status.FAILED || outcome.status() == TurnOutcome.Status.LOST;
        if (!turn.isOfQueue() || !hasFailed || outcome.failure().isEmpty()) {
            return false;
        }
        Failure failure = outcome.failure().get();
        List<EndedAttempt> before =
                store.read(handle -> handle.attach(AttemptDao.class).listOf(turn.turnId()));
        Progress progress = store.read(handle -> progress(handle, end));
        History history = new History(failures(before), allFailures(before), refusals(end.context()), progress);
        Decision decision = new RetryPolicy(TurnPlan.parse(turn.plan()).retry())
                .decide(
                        failure,
                        history,
                        waitsFrom(end, failure),
                        ThreadLocalRandom.current().nextDouble());
        return switch (decision) {
            case Decision.GiveUp(var reason) -> {
                log.info("turn {} is not tried again: {}", turn.turnId(), reason);
                yield false;
            }
            case Decision.Again(var at, var reason) ->
                sendBack(end, new Wait(at, reason, Optional.empty()), progress, before);
            case Decision.Park(var until, var reason) ->
                sendBack(end, new Wait(until, reason, Optional.of(until)), progress, before);
        };
    }

    /// A limit counts from when it was met, whenever that is read. Anything else may have died long after its last
    /// output, which counts as its end, and is not tried again before it has had its pause.
    private Instant waitsFrom(AttemptEnd end, Failure failure) {
        return failure.kind() == Failure.Kind.RATE_LIMIT ? end.at() : clock.instant();
    }

    /// How long a turn waits, and whether its harness does.
    private record Wait(Instant at, String reason, Optional<Instant> parkedUntil) {}

    private boolean sendBack(AttemptEnd end, Wait wait, Progress progress, List<EndedAttempt> before) {
        Turn turn = end.context().turn();
        sendBack.prepare(
                turn,
                Stream.concat(before.stream(), Stream.of(AttemptRecords.ran(end, progress)))
                        .toList());
        Failure failure = end.outcome().failure().orElseThrow();
        Failure told = new Failure(failure.kind(), failure.message() + " (" + wait.reason() + ")");
        boolean isSent = store.write(handle -> {
            if (!SendBack.move(handle, turn, TurnState.RUNNING, wait.at(), Optional.of(told))) {
                return false;
            }
            handle.attach(TurnDao.class).addAttempt(end.ofTurn());
            wait.parkedUntil()
                    .ifPresent(until -> handle.attach(ParkingDao.class)
                            .park(store.hostId(), end.context().session().harness(), until, wait.reason(), end.at()));
            record(handle, end, progress);
            return true;
        });
        if (isSent) {
            log.info("turn {} is tried again at {}: {}", turn.turnId(), wait.at(), told.message());
        }
        return isSent;
    }

    /// A conversation that was worked in holds what its agent was handed, and is gone on with.
    private void record(Handle handle, AttemptEnd end, Progress progress) {
        AttemptRecords.write(handle, store, end, progress);
        if (progress == Progress.NONE && end.outcome().status() != TurnOutcome.Status.SUCCEEDED) {
            watch.cameToNothing(handle, end.context().session().sessionId());
        }
    }

    /// Work in the worktree is progress whoever saw it done.
    private static Progress progress(Handle handle, AttemptEnd end) {
        Turn turn = end.context().turn();
        Changes changes = end.changes();
        boolean hasChanged = changes.commits() != turn.commits() || changes.files() != turn.files();
        boolean hasActed = handle.attach(TurnEventDao.class).hasProgress(turn.turnId(), turn.attempt());
        return hasChanged || hasActed ? Progress.SOME : Progress.NONE;
    }

    /// An attempt that got something done gives those after it all their tries anew.
    private static int failures(List<EndedAttempt> before) {
        int failures = 0;
        for (EndedAttempt attempt : before) {
            if (attempt.progressed()) {
                failures = 0;
            }
            if (isFailure(attempt)) {
                failures++;
            }
        }
        return failures;
    }

    private static int allFailures(List<EndedAttempt> before) {
        return (int) before.stream().filter(TurnRetry::isFailure).count();
    }

    /// A limit is none, and what never ran has not failed.
    private static boolean isFailure(EndedAttempt attempt) {
        boolean isLimit = attempt.failureKind()
                .filter(Failure.Kind.RATE_LIMIT.name().toLowerCase(Locale.ROOT)::equals)
                .isPresent();
        return attempt.launched() && !isLimit;
    }

    private int refusals(TurnContext context) {
        return store.read(handle -> handle.attach(ParkingDao.class)
                        .find(store.hostId(), context.session().harness()))
                .map(Parking::refusals)
                .orElse(0);
    }

    /// Records the last attempt of a turn.
    void recordLast(Handle handle, AttemptEnd end) {
        Progress progress = progress(handle, end);
        record(handle, end, progress);
        if (progress == Progress.SOME || end.outcome().status() == TurnOutcome.Status.SUCCEEDED) {
            TurnContext context = end.context();
            handle.attach(ParkingDao.class)
                    .release(
                            store.hostId(),
                            context.session().harness(),
                            context.turn().turnId());
        }
    }
}
