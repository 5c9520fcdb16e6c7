package dev.kugetsu.supervisor.verb;

import dev.kugetsu.supervisor.KugetsuException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What no text of any request may be, whichever verb takes it; what a text is for limits it further.
final class RequestTexts {

    private static final int LARGEST = 1 << 20;

    private RequestTexts() {}

    /// @throws KugetsuException `INVALID_INPUT` for a text that cannot be stored as it is, or is too large
    static void check(Record request) {
        for (RecordComponent component : request.getClass().getRecordComponents()) {
            check(component.getName(), value(component, request));
        }
    }

    private static void check(String name, Object value) {
        switch (value) {
            case String text -> check(name, text);
            case Optional<?> maybe -> maybe.ifPresent(present -> check(name, present));
            case List<?> several -> several.forEach(one -> check(name, one));
            default -> {}
        }
    }

    private static void check(String name, String text) {
        if (text.indexOf('\0') >= 0 || text.codePoints().anyMatch(RequestTexts::isHalf)) {
            throw invalid(name + " has a character that no text has: NUL, or half of one", "write it without");
        }
        int size = text.getBytes(StandardCharsets.UTF_8).length;
        if (size > LARGEST) {
            throw invalid(
                    name + " has " + size + " bytes; " + LARGEST + " are the most",
                    "put it into a file, and name that");
        }
    }

    private static boolean isHalf(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE;
    }

    private static Object value(RecordComponent component, Record request) {
        try {
            return Objects.requireNonNull(component.getAccessor().invoke(request));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the request " + request.getClass() + " cannot be read", e);
        }
    }

    private static KugetsuException invalid(String message, String next) {
        return new KugetsuException(KugetsuException.Kind.INVALID_INPUT, message, next);
    }
}
