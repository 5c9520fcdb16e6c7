package dev.kugetsu.adapters.opencode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.Failure.Kind;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorReportTest {

    @ParameterizedTest
    @CsvSource({
        "401, no, AUTHENTICATION",
        "403, no, AUTHENTICATION",
        "400, no, BAD_REQUEST",
        "413, too large, BAD_REQUEST",
        "404, no such path, BAD_REQUEST",
        "404, The model `x` does not exist, UNKNOWN_MODEL",
        "408, slow, SERVER_ERROR",
        "429, slow down, RATE_LIMIT",
        "403, usage limit reached, RATE_LIMIT",
        "400, Rate limit exceeded, RATE_LIMIT",
        "500, oops, SERVER_ERROR",
        "529, overloaded, SERVER_ERROR",
        "0, Unable to connect, SERVER_ERROR"
    })
    void knowsTheKindByTheProvidersStatus(int status, String message, Kind kind) {
        assertThat(new ErrorReport("APIError", message, status, "", Optional.empty())
                        .failure(Map.of())
                        .kind())
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "ProviderAuthError, no key, AUTHENTICATION",
        "ContextOverflowError, too long, BAD_REQUEST",
        "UnknownError, socket hang up, SERVER_ERROR",
        "UnknownError, something else, HARNESS_ERROR"
    })
    void knowsTheKindByTheNameOfTheError(String name, String message, Kind kind) {
        assertThat(new ErrorReport(name, message, 0, "", Optional.empty())
                        .failure(Map.of())
                        .kind())
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "retry-after, 90, 2026-11-21T10:21:33.500Z",
        "retry-after, 0.5, 2026-11-21T10:20:04Z",
        "retry-after-ms, 1500, 2026-11-21T10:20:05Z",
        "retry-after, 'Sat, 21 Nov 2026 12:00:00 GMT', 2026-11-21T12:00:00Z",
        "retry-after, soon,",
        "retry-after, NaN,",
        "date, 90,"
    })
    void takesTheTimeThatTheProviderNames(String header, String value, @Nullable Instant expected) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("timestamp", 1_795_256_403_500L);
        event.putObject("error")
                .put("name", "APIError")
                .putObject("data")
                .put("message", "slow down")
                .put("statusCode", 429)
                .putObject("responseHeaders")
                .put(header, value);

        assertThat(ErrorReport.of(event).failure(Map.of()).retryAt()).isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void takesWhatTheLogSaysOfTheSameError() {
        ErrorReport report = new ErrorReport("UnknownError", "Unexpected server error.", 0, "err_1", Optional.empty());

        Failure failure =
                report.failure(Map.of("err_1", "ProviderModelNotFoundError: Model not found: a/b. Did you mean: c?"));

        assertThat(failure).isEqualTo(new Failure(Kind.UNKNOWN_MODEL, "Model not found: a/b. Did you mean: c?"));
    }
}
