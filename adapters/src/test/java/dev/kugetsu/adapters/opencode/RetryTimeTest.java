package dev.kugetsu.adapters.opencode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryTimeTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final ObjectNode headers = new ObjectMapper().createObjectNode();

    @ParameterizedTest
    @CsvSource({
        "Please try again in 20s., 20000",
        "Please try again in 1m12.5s., 72500",
        "Please try again in 6h0m0s, 21600000",
        "try again in 350ms, 350",
        "Retry after 30 seconds, 30000",
        "retrying in 5 minutes, 300000"
    })
    void readsWhatProvidersSay(String said, long millis) {
        assertThat(RetryTime.find(headers, said, NOW)).contains(NOW.plusMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"too many requests", "try again in a moment", "limit reached|12"})
    void knowsWhenNothingIsSaid(String said) {
        assertThat(RetryTime.find(headers, said, NOW)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            30                            | 2026-11-21T10:00:30Z
            0.5                           | 2026-11-21T10:00:00.500Z
            Sat, 21 Nov 2026 12:00:00 GMT | 2026-11-21T12:00:00Z
            """)
    void readsTheHeader(String header, Instant at) {
        headers.put("retry-after", header);

        assertThat(RetryTime.find(headers, "try again in 9h", NOW)).contains(at);
    }

    @Test
    void prefersTheFinerHeader() {
        headers.put("retry-after", "2").put("retry-after-ms", "1500");

        assertThat(RetryTime.find(headers, "", NOW)).contains(NOW.plusMillis(1500));
    }

    @Test
    void readsTheTimeAtWhichASubscriptionIsRenewed() {
        assertThat(RetryTime.find(headers, "Claude usage limit reached|1795256463", NOW))
                .contains(Instant.ofEpochSecond(1_795_256_463));
    }
}
