package dev.kugetsu.supervisor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "90s, PT1M30S, 1m30s",
        "10m, PT10M, 10m",
        "2h30m, PT2H30M, 2h30m",
        "1d, PT24H, 1d",
        "36h, PT36H, 1d12h",
        "250ms, PT0.25S, 250ms",
        "1d2h3m4s5ms, PT26H3M4.005S, 1d2h3m4s5ms",
        "0d1s, PT1S, 1s",
        "007s, PT7S, 7s",
        "3650d, PT87600H, 3650d",
    })
    void readsADurationAndWritesItShortest(String text, Duration expected, String shortest) {
        assertThat(DurationText.parse(text)).isEqualTo(expected);
        assertThat(DurationText.format(expected)).isEqualTo(shortest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "5", "s", "-5s", "+5s", "1.5h", "5 s", " 5s", "5s\n", "5S", "5m2h", "5s5s", "1w", "PT5S", "٣s",
                "1e3s"
            })
    void refusesWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> DurationText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("is not a duration such as 90s, 10m, 2h30m or 1d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "0d0h0m0s0ms", "000m"})
    void refusesZero(String text) {
        assertThatThrownBy(() -> DurationText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is not longer than zero");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3651d", "3650d1ms", "999999999d", "999999999d999999999h999999999m999999999s999999999ms"})
    void refusesWhatIsLongerThanTenYears(String text) {
        assertThatThrownBy(() -> DurationText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is longer than 3650d, the longest duration");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000000000s", "99999999999999999999999d"})
    void refusesNumbersThatCouldOverflow(String text) {
        assertThatThrownBy(() -> DurationText.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsBackWhateverItWrites() {
        Random random = new Random(42);
        for (int round = 0; round < 10_000; round++) {
            long limit = 1L << (1 + random.nextInt(38));
            Duration duration = Duration.ofMillis(1 + random.nextLong(limit));

            assertThat(DurationText.parse(DurationText.format(duration))).isEqualTo(duration);
        }
    }

    @Test
    void writesMeasuredDurationsThatNobodyWouldConfigure() {
        assertThat(DurationText.format(Duration.ZERO)).isEqualTo("0s");
        assertThat(DurationText.format(Duration.ofNanos(999_999))).isEqualTo("0s");
        assertThat(DurationText.format(Duration.ofSeconds(-90))).isEqualTo("-1m30s");
    }
}
