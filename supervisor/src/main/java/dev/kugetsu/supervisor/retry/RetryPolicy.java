package dev.kugetsu.supervisor.retry;

import dev.kugetsu.adapters.Failure;
import dev.kugetsu.supervisor.config.Settings.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Decides whether a failed turn is tried again, and when. Pure: looks only at what it is given.
public final class RetryPolicy {

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int DELAY_FACTOR = 4;

    /// A provider that lets an agent say a word each time before it fails must not be asked all night.
    private static final int MOST_ROUNDS = 5;

    private final Retry settings;

    public RetryPolicy(Retry settings) {
        this.settings = settings;
    }

    /// What happened before.
    ///
    /// @param failures how often the turn has failed in a row without progress, this time not counted
    /// @param allFailures how often it has failed at all, limits and this time not counted
    /// @param refusals how many turns in a row have met the provider's limit, this one not counted
    /// @param progress what the failed attempt got done
    public record History(int failures, int allFailures, int refusals, Progress progress) {}

    /// Whether an attempt did anything.
    public enum Progress {
        NONE,
        SOME
    }

    /// The answer and why.
    public sealed interface Decision {

        String reason();

        /// The failure stands.
        record GiveUp(String reason) implements Decision {}

        /// The turn is tried again.
        record Again(Instant at, String reason) implements Decision {}

        /// The turn is tried again when the limit is over, and so is everything else of its harness.
        record Park(Instant until, String reason) implements Decision {}
    }

    /// Decides.
    ///
    /// @param jitter from 0 to 1, so that those who wait do not all wake in the same moment
    public Decision decide(Failure failure, History history, Instant now, double jitter) {
        return switch (failure.kind()) {
            case RATE_LIMIT -> park(failure, history, now, jitter);
            case SERVER_ERROR -> again("the provider failed", history, now, jitter);
            case PROCESS_GONE ->
                switch (history.progress()) {
                    case NONE -> again("its process was gone before it did anything", history, now, jitter);
                    case SOME -> new Decision.GiveUp("it had worked already; what it did is for its user to judge");
                };
            case AUTHENTICATION, BAD_REQUEST, UNKNOWN_MODEL, SESSION_NOT_FOUND, PERMISSION ->
                new Decision.GiveUp("it would fail in the same way again");
            case HARNESS_ERROR, NO_RESULT, DEADLINE, NOT_STARTED, BUDGET ->
                new Decision.GiveUp("nothing says that it would go better again");
        };
    }

    private Decision park(Failure failure, History history, Instant now, double jitter) {
        Optional<Instant> named = failure.retryAt().filter(now::isBefore);
        Duration wait = named.map(at -> Duration.between(now, at))
                .orElseGet(() -> grown(settings.limitDelay(), 2, history.refusals()));
        if (wait.compareTo(settings.limitWait()) > 0) {
            return new Decision.GiveUp("the limit ends later than `retry.limit_wait` allows");
        }
        return new Decision.Park(now.plus(spread(wait, jitter)), "usage limit");
    }

    private Decision again(String what, History history, Instant now, double jitter) {
        if (history.failures() >= settings.attempts()) {
            return new Decision.GiveUp("it was tried again " + settings.attempts() + " times");
        }
        if (history.allFailures() >= settings.attempts() * MOST_ROUNDS) {
            return new Decision.GiveUp(
                    "it has failed " + (history.allFailures() + 1) + " times, whatever it did between");
        }
        Duration wait = grown(settings.delay(), DELAY_FACTOR, history.failures());
        return new Decision.Again(
                now.plus(spread(wait, jitter)),
                what + ", try " + (history.failures() + 1) + " of " + settings.attempts());
    }

    private static Duration grown(Duration first, int factor, int times) {
        Duration wait = first;
        for (int i = 0; i < times && wait.compareTo(LONGEST) < 0; i++) {
            wait = wait.multipliedBy(factor);
        }
        return wait.compareTo(LONGEST) < 0 || times == 0 ? wait : LONGEST;
    }

    /// Never earlier than asked; later by at most a fifth of the wait, and by at most half a minute.
    private static Duration spread(Duration wait, double jitter) {
        Duration most = wait.dividedBy(5);
        Duration bounded = most.compareTo(Duration.ofSeconds(30)) < 0 ? most : Duration.ofSeconds(30);
        return wait.plusMillis(Math.round(bounded.toMillis() * jitter));
    }
}
