package dev.kugetsu.supervisor.api;

import dev.kugetsu.supervisor.SessionRef;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One request, parsed as its operation says.
///
/// @param path the values of the template
/// @param query only parameters that the operation has
/// @param body the record that the operation takes; null when it takes none
/// @param content the body as it came
/// @param lastEventId where a reader of a stream has been
record Call(
        Map<String, String> path,
        Map<String, String> query,
        @Nullable Record body,
        String content,
        Optional<String> lastEventId) {

    private static final Path NOWHERE = Path.of("/");

    String path(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no such part of the path: " + name);
        }
        return value;
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /// A folder that the request names.
    Path directory() {
        return directory(query.getOrDefault("directory", ""));
    }

    static Path directory(String text) {
        if (!text.startsWith("/") || text.indexOf('\0') >= 0) {
            throw new HttpFailure(
                    400,
                    "invalid_input",
                    "'" + text + "' is no absolute folder",
                    "give `directory` as an absolute path");
        }
        return Path.of(text).normalize();
    }

    /// A session or a turn that the path names, by its id, any unique beginning of it, or its name.
    SessionRef ref(String name) {
        return new SessionRef(path(name), NOWHERE);
    }

    <T extends Record> T body(Class<T> type) {
        return type.cast(Objects.requireNonNull(body));
    }

    <E extends Enum<E>> Optional<E> find(String name, Class<E> type) {
        return find(name).map(text -> constant(name, text, type));
    }

    static <E extends Enum<E>> E constant(String name, String text, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        throw new HttpFailure(
                400, "invalid_input", "'" + text + "' is no value of `" + name + "`", "see /api/v1/openapi.json");
    }

    int limit() {
        return find("limit").map(Call::count).orElse(500);
    }

    private static int count(String text) {
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) == 0) {
            throw new HttpFailure(400, "invalid_input", "'" + text + "' is no limit", "give a number from 1 to 9999");
        }
        return Integer.parseInt(text);
    }
}
