package dev.kugetsu.adapters.opencode;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds out when a provider that asks for patience may be asked again: by its headers, else by what it says.
///
/// opencode 1.18 hands the headers of the answer over with their names in lower case. `retry-after` is RFC 9110's
/// (seconds or a date), `retry-after-ms` is sent by OpenAI and Azure beside it.
final class RetryTime {

    /// OpenAI: `Please try again in 1m12.5s`; others: `retry after 30 seconds`.
    private static final Pattern IN = Pattern.compile(
            "(?:try|retry)(?:ing)?(?: again)? (?:in|after) (?:(\\d{1,6})\\s*h(?:ours?)?)?\\s*(?:(\\d{1,6})\\s*m(?:in(?:ute)?s?)?(?!s))?"
                    + "\\s*(?:(\\d{1,9}(?:\\.\\d{1,6})?)\\s*(ms|s(?:ec(?:ond)?s?)?)\\b)?",
            Pattern.CASE_INSENSITIVE);

    /// Anthropic's subscriptions: `usage limit reached|1795256463`, in seconds since 1970.
    private static final Pattern AT = Pattern.compile("limit reached\\|(\\d{10})\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(?:\\.\\d{1,6})?");

    private RetryTime() {}

    /// @param headers of the provider's answer
    /// @param said its message
    /// @param now when it was said
    static Optional<Instant> find(JsonNode headers, String said, Instant now) {
        return milliseconds(headers.path("retry-after-ms").asText(), 1)
                .map(now::plus)
                .or(() -> after(headers.path("retry-after").asText(), now))
                .or(() -> at(said))
                .or(() -> in(said).map(now::plus));
    }

    private static Optional<Instant> after(String header, Instant now) {
        return milliseconds(header, 1000).map(now::plus).or(() -> date(header));
    }

    private static Optional<Instant> date(String header) {
        try {
            return header.isBlank()
                    ? Optional.empty()
                    : Optional.of(ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> at(String said) {
        Matcher matcher = AT.matcher(said);
        return matcher.find() ? Optional.of(Instant.ofEpochSecond(Long.parseLong(matcher.group(1)))) : Optional.empty();
    }

    private static Optional<Duration> in(String said) {
        Matcher matcher = IN.matcher(said);
        while (matcher.find()) {
            long factor = "ms".equalsIgnoreCase(matcher.group(4)) ? 1 : 1000;
            Duration time = Duration.ofHours(whole(matcher, 1))
                    .plusMinutes(whole(matcher, 2))
                    .plus(milliseconds(part(matcher, 3), factor).orElse(Duration.ZERO));
            if (time.isPositive()) {
                return Optional.of(time);
            }
        }
        return Optional.empty();
    }

    private static long whole(Matcher matcher, int group) {
        String digits = part(matcher, group);
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    private static String part(Matcher matcher, int group) {
        String text = matcher.group(group);
        return text == null ? "" : text;
    }

    private static Optional<Duration> milliseconds(String number, long factor) {
        return NUMBER.matcher(number.strip()).matches()
                ? Optional.of(Duration.ofMillis(Math.round(Double.parseDouble(number.strip()) * factor)))
                : Optional.empty();
    }
}
