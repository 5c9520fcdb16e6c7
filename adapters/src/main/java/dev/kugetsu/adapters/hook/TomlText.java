package dev.kugetsu.adapters.hook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// JSON in TOML's words.
final class TomlText {

    private TomlText() {}

    /// An object as an inline table. Whole numbers stay numbers; text with nothing but digits does not occur.
    static String inline(String json) {
        try {
            return value(HookJson.object(json.getBytes(StandardCharsets.UTF_8)));
        } catch (UnreadableHook e) {
            throw new IllegalArgumentException("no JSON object: " + json, e);
        }
    }

    /// Lets no text pass that is no TOML. What it says may be secret, and is told by its line alone.
    ///
    /// @throws IllegalArgumentException with the line
    static void check(String text) {
        try {
            var _ = new TomlMapper().readTree(text);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new IllegalArgumentException("it is no TOML" + (line > 0 ? " in line " + line : ""), e);
        }
    }

    private static String value(Object value) {
        return switch (value) {
            case Map<?, ?> table ->
                new TreeMap<>(table)
                        .entrySet().stream()
                                .map(member -> member.getKey() + "=" + value(member.getValue()))
                                .collect(Collectors.joining(",", "{", "}"));
            case List<?> elements -> elements.stream().map(TomlText::value).collect(Collectors.joining(",", "[", "]"));
            default -> text(value.toString());
        };
    }

    /// A text in JSON's quotes is one in TOML's too.
    private static String text(String text) {
        String quoted = HookJson.list(List.of(text));
        return text.matches("[0-9]+") ? text : quoted.substring(1, quoted.length() - 1);
    }
}
