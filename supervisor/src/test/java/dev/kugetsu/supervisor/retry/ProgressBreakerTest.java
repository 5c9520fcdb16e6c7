package dev.kugetsu.supervisor.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressBreakerTest {

    private static final Instant LAST = Instant.parse("2026-03-01T02:00:00Z");

    @ParameterizedTest
    @CsvSource({"5, 5", "6, 10", "7, 20", "8, 40", "9, 60", "500, 60"})
    void restsLongerWithEachFailure(int failures, int minutes) {
        ProgressBreaker.Break rest = ProgressBreaker.judge(new Fruitless("scripted", failures, LAST));

        assertThat(rest.until()).isEqualTo(LAST.plus(Duration.ofMinutes(minutes)));
        assertThat(rest.reason()).isEqualTo(failures + " attempts in a row got nowhere");
    }
}
