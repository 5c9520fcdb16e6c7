package dev.kugetsu.adapters.opencode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.Failure.Kind;
import dev.kugetsu.adapters.process.ParserMemory;
import java.time.Instant;
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
/// @param retryAt when the provider may be asked again, as far as it says
record ErrorReport(String name, String message, int status, String reference, Optional<Instant> retryAt) {

    private static final Pattern MODEL_NOT_FOUND = Pattern.compile("ProviderModelNotFoundError: ([^\\n]*)");
    private static final Pattern NETWORK = Pattern.compile(
            "connect|socket|network|fetch failed|econn|enotfound|timed out|timeout", Pattern.CASE_INSENSITIVE);

    /// Providers word it in their own ways, and do not all answer with 429.
    private static final Pattern LIMIT =
            Pattern.compile("rate limit|usage limit|too many requests", Pattern.CASE_INSENSITIVE);

    ErrorReport(String name, String message, int status, String reference) {
        this(name, message, status, reference, Optional.empty());
    }

    /// @param event the whole line, which also says when it was written
    static ErrorReport of(JsonNode event) {
        JsonNode error = event.path("error");
        JsonNode data = error.path("data");
        String message = data.path("message").asText();
        return new ErrorReport(
                error.path("name").asText(),
                message,
                data.path("statusCode").asInt(),
                data.path("ref").asText(),
                RetryTime.find(
                        data.path("responseHeaders"),
                        message,
                        Instant.ofEpochMilli(event.path("timestamp").asLong())));
    }

    void write(ParserMemory memory) {
        memory.put("error.name", name)
                .put("error.message", message)
                .put("error.status", Integer.toString(status))
                .put("error.reference", reference)
                .put("error.retry_at", retryAt.map(Instant::toString));
    }

    /// What {@link #write} has written, if it has.
    static Optional<ErrorReport> find(ParserMemory memory) {
        return memory.find("error.name")
                .map(name -> new ErrorReport(
                        name,
                        memory.text("error.message"),
                        Integer.parseInt(memory.text("error.status")),
                        memory.text("error.reference"),
                        memory.find("error.retry_at").map(Instant::parse)));
    }

    /// What kind of failure it is, with the help of what the log has said about its errors so far.
    Failure failure(Map<String, String> logged) {
        String said = Optional.ofNullable(logged.get(reference)).orElse(message);
        return MODEL_NOT_FOUND
                .matcher(said)
                .results()
                .findFirst()
                .map(found -> new Failure(Kind.UNKNOWN_MODEL, found.group(1).strip()))
                .orElseGet(
                        () -> new Failure(kind(said), status == 0 ? said : said + " (HTTP " + status + ")", retryAt));
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
            case 401 -> Kind.AUTHENTICATION;
            case 403 -> LIMIT.matcher(said).find() ? Kind.RATE_LIMIT : Kind.AUTHENTICATION;
            case 404 -> said.toLowerCase(Locale.ROOT).contains("model") ? Kind.UNKNOWN_MODEL : Kind.BAD_REQUEST;
            case 408 -> Kind.SERVER_ERROR;
            case 429 -> Kind.RATE_LIMIT;
            default -> {
                if (status >= 500) {
                    yield Kind.SERVER_ERROR;
                }
                yield LIMIT.matcher(said).find() ? Kind.RATE_LIMIT : Kind.BAD_REQUEST;
            }
        };
    }
}
