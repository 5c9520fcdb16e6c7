package dev.kugetsu.supervisor.api;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.json.Json;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A request is answered with an error.
final class HttpFailure extends RuntimeException {

    private final int status;
    private final String kind;
    private final String next;
    private final Map<String, String> headers;
    private final Optional<Record> details;

    HttpFailure(int status, String kind, String message, String next) {
        this(status, kind, message, next, Map.of());
    }

    HttpFailure(int status, String kind, String message, String next, Map<String, String> headers) {
        this(status, kind, message, next, headers, Optional.empty());
    }

    private HttpFailure(
            int status,
            String kind,
            String message,
            String next,
            Map<String, String> headers,
            Optional<Record> details) {
        super(message);
        this.status = status;
        this.kind = kind;
        this.next = next;
        this.headers = Map.copyOf(headers);
        this.details = details;
    }

    /// What the supervisor refuses; each kind has one status.
    static HttpFailure of(KugetsuException failure) {
        int status = switch (failure.kind()) {
            case INVALID_INPUT -> 400;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case GONE -> 410;
            case FAILED -> 500;
            case UNAVAILABLE, INTERRUPTED -> 503;
        };
        return new HttpFailure(
                status,
                failure.kind().name().toLowerCase(Locale.ROOT),
                String.valueOf(failure.getMessage()),
                failure.next().orElse(""),
                Map.of(),
                failure.details());
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    ErrorBody body(String requestId) {
        return new ErrorBody(
                new ErrorBody.Detail(kind, String.valueOf(getMessage()), next, details.map(Json::tree), requestId));
    }
}
