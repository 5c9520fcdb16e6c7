package dev.kugetsu.adapters.opencode;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// When a provider wants to be asked again, by the headers of its refusal.
///
/// opencode 1.18: `responseHeaders` of an `APIError`, with lower-case names. `retry-after-ms` is what it obeys
/// first itself; `retry-after` holds seconds or a date.
final class RetryAfter {

    private RetryAfter() {}

    /// @param now when the answer came
    static Optional<Instant> find(JsonNode headers, Instant now) {
        return seconds(headers.path("retry-after-ms").asText(), 0.001)
                .or(() -> seconds(headers.path("retry-after").asText(), 1))
                .map(seconds -> now.plusMillis(Math.round(seconds * 1_000)))
                .or(() -> date(headers.path("retry-after").asText()));
    }

    private static Optional<Double> seconds(String text, double unit) {
        try {
            return Optional.of(Double.parseDouble(text) * unit)
                    .filter(seconds -> seconds >= 0 && seconds < Integer.MAX_VALUE);
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }
}
