package dev.kugetsu.supervisor.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.Failure.Kind;
import dev.kugetsu.supervisor.config.Settings.Retry;
import dev.kugetsu.supervisor.retry.RetryPolicy.Decision;
import dev.kugetsu.supervisor.retry.RetryPolicy.History;
import dev.kugetsu.supervisor.retry.RetryPolicy.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RetryPolicyTest {

    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");

    private final RetryPolicy policy =
            new RetryPolicy(new Retry(3, Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofHours(6)));

    @ParameterizedTest
    @CsvSource({"0, 10", "1, 40", "2, 160"})
    void triesAgainAfterGrowingWaits(int failures, int seconds) {
        Decision decision = decide(Kind.SERVER_ERROR, failures, 0, Progress.NONE);

        assertThat(decision)
                .isEqualTo(new Decision.Again(
                        NOW.plusSeconds(seconds), "the provider failed, try " + (failures + 1) + " of 3"));
    }

    @Test
    void givesUpAfterTheLastTry() {
        assertThat(decide(Kind.SERVER_ERROR, 3, 0, Progress.NONE)).isInstanceOf(Decision.GiveUp.class);
    }

    @Test
    void triesALostProcessAgainOnlyIfItHadDoneNothing() {
        assertThat(decide(Kind.PROCESS_GONE, 0, 0, Progress.NONE)).isInstanceOf(Decision.Again.class);
        assertThat(decide(Kind.PROCESS_GONE, 0, 0, Progress.SOME)).isInstanceOf(Decision.GiveUp.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"RATE_LIMIT", "SERVER_ERROR", "PROCESS_GONE"},
            mode = EnumSource.Mode.EXCLUDE)
    void neverTriesWhatWouldFailAgain(Kind kind) {
        assertThat(decide(kind, 0, 0, Progress.NONE)).isInstanceOf(Decision.GiveUp.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 60", "1, 120", "5, 1920", "6, 3600", "60, 3600"})
    void waitsLongerForALimitThatDoesNotSayWhenItEnds(int refusals, int seconds) {
        assertThat(decide(Kind.RATE_LIMIT, 9, refusals, Progress.SOME))
                .isEqualTo(new Decision.Park(NOW.plusSeconds(seconds), "usage limit"));
    }

    @Test
    void waitsUntilTheTimeThatTheProviderNames() {
        Failure failure = new Failure(Kind.RATE_LIMIT, "limit", Optional.of(NOW.plusSeconds(4200)));

        Decision decision = policy.decide(failure, new History(0, 0, 3, Progress.NONE), NOW, 0);

        assertThat(decision).isEqualTo(new Decision.Park(NOW.plusSeconds(4200), "usage limit"));
    }

    @Test
    void takesNoTimeForGrantedThatIsOver() {
        Failure failure = new Failure(Kind.RATE_LIMIT, "limit", Optional.of(NOW.minusSeconds(1)));

        Decision decision = policy.decide(failure, new History(0, 0, 0, Progress.NONE), NOW, 0);

        assertThat(decision).isEqualTo(new Decision.Park(NOW.plusSeconds(60), "usage limit"));
    }

    @Test
    void waitsForNoLimitThatEndsTooLate() {
        Failure failure = new Failure(Kind.RATE_LIMIT, "limit", Optional.of(NOW.plus(Duration.ofHours(7))));

        assertThat(policy.decide(failure, new History(0, 0, 0, Progress.NONE), NOW, 0))
                .isInstanceOf(Decision.GiveUp.class);
    }

    @Test
    void spreadsThoseWhoWaitButNeverWakesThemEarly() {
        Failure failure = new Failure(Kind.RATE_LIMIT, "limit", Optional.of(NOW.plusSeconds(3600)));

        Decision latest = policy.decide(failure, new History(0, 0, 0, Progress.NONE), NOW, 1);

        assertThat(latest).isEqualTo(new Decision.Park(NOW.plusSeconds(3630), "usage limit"));
    }

    @Test
    void givesUpInTheEndThoughEachTryGetsSomethingDone() {
        Failure failure = new Failure(Failure.Kind.SERVER_ERROR, "it failed");

        assertThat(policy.decide(failure, new History(0, 14, 0, Progress.SOME), NOW, 0))
                .isInstanceOf(Decision.Again.class);
        assertThat(policy.decide(failure, new History(0, 15, 0, Progress.SOME), NOW, 0))
                .isInstanceOfSatisfying(
                        Decision.GiveUp.class, stop -> assertThat(stop.reason()).contains("failed 16 times"));
    }

    private Decision decide(Kind kind, int failures, int refusals, Progress progress) {
        return policy.decide(
                new Failure(kind, "it failed"), new History(failures, failures, refusals, progress), NOW, 0);
    }
}
