package dev.kugetsu.adapters.opencode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.Failure.Kind;
import java.util.Map;
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
        assertThat(new ErrorReport("APIError", message, status, "")
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
        assertThat(new ErrorReport(name, message, 0, "").failure(Map.of()).kind())
                .isEqualTo(kind);
    }

    @Test
    void takesWhatTheLogSaysOfTheSameError() {
        ErrorReport report = new ErrorReport("UnknownError", "Unexpected server error.", 0, "err_1");

        Failure failure =
                report.failure(Map.of("err_1", "ProviderModelNotFoundError: Model not found: a/b. Did you mean: c?"));

        assertThat(failure).isEqualTo(new Failure(Kind.UNKNOWN_MODEL, "Model not found: a/b. Did you mean: c?"));
    }
}
