package dev.kugetsu.adapters.opencode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// One line of opencode's log.
///
/// opencode 1.18: `timestamp=… level=INFO run=… message="stream error" session.id=ses_…`; a value with a blank,
/// a quote or an equals sign is a JSON string, so that a line never spans two.
record LogLine(String level, String message, Map<String, String> fields) {

    private static final String PREFIX = "timestamp=";
    private static final ObjectMapper JSON = new ObjectMapper();

    LogLine {
        fields = Map.copyOf(fields);
    }

    /// Reads a line, or returns empty when it is meant for a person.
    static Optional<LogLine> parse(String line) {
        if (!isLog(line)) {
            return Optional.empty();
        }
        Map<String, String> fields = new HashMap<>();
        int from = 0;
        for (int equals = line.indexOf('=', from); equals > from; equals = line.indexOf('=', from)) {
            int end = endOfValue(line, equals + 1);
            fields.putIfAbsent(line.substring(from, equals), unquote(line.substring(equals + 1, end)));
            from = Math.min(end + 1, line.length());
        }
        return Optional.of(new LogLine(fields.getOrDefault("level", ""), fields.getOrDefault("message", ""), fields));
    }

    static boolean isLog(String line) {
        return line.startsWith(PREFIX);
    }

    String field(String name) {
        return fields.getOrDefault(name, "");
    }

    /// A regular expression would need a stack as deep as a quoted value is long, and commands can be long.
    private static int endOfValue(String line, int start) {
        if (!line.startsWith("\"", start)) {
            int blank = line.indexOf(' ', start);
            return blank < 0 ? line.length() : blank;
        }
        for (int i = start + 1; i < line.length(); i++) {
            switch (line.charAt(i)) {
                case '\\' -> i++;
                case '"' -> {
                    return i + 1;
                }
                default -> {
                    // part of the value
                }
            }
        }
        return line.length();
    }

    private static String unquote(String value) {
        if (!value.startsWith("\"")) {
            return value;
        }
        try {
            return JSON.readValue(value, String.class);
        } catch (JsonProcessingException e) {
            // A line that was cut off in the middle: what is there is still worth reading.
            return value;
        }
    }
}
