package dev.kugetsu.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {

    @ParameterizedTest
    @CsvSource({"PT0.412S, 0.4s", "PT12.9S, 12s", "PT2M14S, 2m14s", "PT59M59S, 59m59s", "PT3H5M, 3h05m"})
    void writesDurations(Duration duration, String text) {
        assertThat(Amounts.of(duration)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"PT20S, just now", "PT5M, 5m ago", "PT3H, 3h ago", "PT47H, 47h ago", "P12D, 12d ago"})
    void writesAges(Duration age, String text) {
        Instant now = Instant.parse("2026-11-21T12:00:00Z");

        assertThat(Amounts.age(now.minus(age), now)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, $0.00", "0.0312, $0.03", "12.5, $12.50", "0.0004, $0.0004"})
    void writesDollars(BigDecimal amount, String text) {
        assertThat(Amounts.dollars(amount)).isEqualTo(text);
    }
}
