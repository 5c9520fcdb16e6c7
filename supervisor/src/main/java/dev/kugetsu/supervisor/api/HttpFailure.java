package dev.kugetsu.supervisor.api;

import dev.kugetsu.supervisor.KugetsuException;
import java.util.Locale;
import java.util.Map;

/// A request is answered with an error.
final class HttpFailure extends RuntimeException {

    private final int status;
    private final String kind;
    private final String next;
    private final Map<String, String> headers;

    HttpFailure(int status, String kind, String message, String next) {
        this(status, kind, message, next, Map.of());
    }

    HttpFailure(int status, String kind, String message, String next, Map<String, String> headers) {
        super(message);
        this.status = status;
        this.kind = kind;
        this.next = next;
        this.headers = Map.copyOf(headers);
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
                failure.next().orElse(""));
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    ErrorBody body(String requestId) {
        return new ErrorBody(new ErrorBody.Detail(kind, String.valueOf(getMessage()), next, requestId));
    }
}
