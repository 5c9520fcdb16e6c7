package dev.kugetsu.adapters.opencode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.Failure.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// An `error` event of opencode.
///
/// opencode 1.18: `{"name":"APIError","data":{"message":…,"statusCode":401}}` for what the provider said.
/// Everything unexpected, an unknown model too, is `{"name":"UnknownError","data":{"ref":"err_…"}}`, and only
/// the log knows more.
///
/// @param status the provider's HTTP status, or 0
/// @param reference by which the log names the same error, or empty
record ErrorReport(String name, String message, int status, String reference) {

    private static final Pattern MODEL_NOT_FOUND = Pattern.compile("ProviderModelNotFoundError: ([^\\n]*)");
    private static final Pattern NETWORK = Pattern.compile(
            "connect|socket|network|fetch failed|econn|enotfound|timed out|timeout", Pattern.CASE_INSENSITIVE);

    static ErrorReport of(JsonNode error) {
        JsonNode data = error.path("data");
        return new ErrorReport(
                error.path("name").asText(),
                data.path("message").asText(),
                data.path("statusCode").asInt(),
                data.path("ref").asText());
    }

    /// What kind of failure it is, with the help of what the log has said about its errors so far.
    Failure failure(Map<String, String> logged) {
        String said = Optional.ofNullable(logged.get(reference)).orElse(message);
        return MODEL_NOT_FOUND
                .matcher(said)
                .results()
                .findFirst()
                .map(found -> new Failure(Kind.UNKNOWN_MODEL, found.group(1).strip()))
                .orElseGet(() -> new Failure(kind(said), status == 0 ? said : said + " (HTTP " + status + ")"));
    }

    private Kind kind(String said) {
        return switch (name) {
            case "ProviderAuthError" -> Kind.AUTHENTICATION;
            case "ContextOverflowError", "MessageOutputLengthError" -> Kind.BAD_REQUEST;
            case "APIError" -> status == 0 ? Kind.SERVER_ERROR : kindOfStatus(said);
            default -> NETWORK.matcher(said).find() ? Kind.SERVER_ERROR : Kind.HARNESS_ERROR;
        };
    }

    private Kind kindOfStatus(String said) {
        return switch (status) {
            case 401, 403 -> Kind.AUTHENTICATION;
            case 404 -> said.toLowerCase(Locale.ROOT).contains("model") ? Kind.UNKNOWN_MODEL : Kind.BAD_REQUEST;
            case 408 -> Kind.SERVER_ERROR;
            case 429 -> Kind.RATE_LIMIT;
            default -> status >= 500 ? Kind.SERVER_ERROR : Kind.BAD_REQUEST;
        };
    }
}
