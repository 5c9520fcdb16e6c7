package dev.kugetsu.adapters.opencode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One line of opencode's log.
///
/// opencode 1.18: `timestamp=… level=INFO run=… message="stream error" session.id=ses_…`; a value with a blank, a quote
/// or an equals sign is a JSON string, so that a line never spans two.
record LogLine(String level, String message, Map<String, String> fields) {

    private static final String PREFIX = "timestamp=";
    private static final Pattern FIELD = Pattern.compile("([\\w.]+)=(\"(?:[^\"\\\\]|\\\\.)*+\"|\\S*)");
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
        Matcher matcher = FIELD.matcher(line);
        while (matcher.find()) {
            fields.putIfAbsent(matcher.group(1), unquote(matcher.group(2)));
        }
        return Optional.of(new LogLine(fields.getOrDefault("level", ""), fields.getOrDefault("message", ""), fields));
    }

    static boolean isLog(String line) {
        return line.startsWith(PREFIX);
    }

    String field(String name) {
        return fields.getOrDefault(name, "");
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
