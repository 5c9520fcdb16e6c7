package dev.kugetsu.supervisor.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// One table of a configuration file, read strictly: every error tells where it is.
record HarnessTable(TomlDocument document, List<String> path) {

    private static final String NEXT = "see \"Your own harness\" in docs/configuration.md";

    String name() {
        return path.getLast();
    }

    boolean isEmpty() {
        return !entries().iterator().hasNext();
    }

    /// Refuses keys that are not among these.
    void allow(List<String> keys) {
        for (Map.Entry<String, JsonNode> field : entries()) {
            if (!keys.contains(field.getKey())) {
                throw KnownKeys.unknown(
                        document,
                        KnownKeys.append(path, field.getKey()),
                        keys.stream().map(this::dotted).toList());
            }
        }
    }

    /// The value of a key, or empty when it is not there.
    ///
    /// @param reader throws [IllegalArgumentException] with a message for the person who wrote the value
    <T> Optional<T> find(String key, Function<JsonNode, T> reader) {
        try {
            return document.find(KnownKeys.append(path, key)).map(reader);
        } catch (IllegalArgumentException invalid) {
            throw invalidAt(key, dotted(key) + ": " + invalid.getMessage(), invalid);
        }
    }

    /// The table below a key; reads like an empty one when it is not there.
    HarnessTable table(String key) {
        HarnessTable below = new HarnessTable(document, KnownKeys.append(path, key));
        document.find(below.path).filter(node -> !node.isObject()).ifPresent(node -> {
            throw KnownKeys.notATable(document, below.path);
        });
        return below;
    }

    /// All keys with their texts, in the order of the file. A wrong value is not repeated: it may be a secret.
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : entries()) {
            find(field.getKey(), HarnessTable::anyText).ifPresent(text -> texts.put(field.getKey(), text));
        }
        return texts;
    }

    /// All values in this table and the tables in it, as one line each.
    Map<List<String>, String> leaves() {
        Map<List<String>, String> leaves = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : entries()) {
            JsonNode value = field.getValue();
            if (value.isObject()) {
                leaves.putAll(table(field.getKey()).leaves());
            } else {
                leaves.put(KnownKeys.append(path, field.getKey()), line(value));
            }
        }
        return leaves;
    }

    Iterable<Map.Entry<String, JsonNode>> entries() {
        return document.find(path)
                .<Iterable<Map.Entry<String, JsonNode>>>map(JsonNode::properties)
                .orElse(List.of());
    }

    KugetsuException invalid(String what, String next) {
        return new KugetsuException(Kind.INVALID_INPUT, document.place(path) + ": " + dotted() + " " + what, next);
    }

    KugetsuException invalidAt(String key, String message, IllegalArgumentException cause) {
        String place = document.place(KnownKeys.append(path, key));
        return new KugetsuException(Kind.INVALID_INPUT, place + ": " + message, NEXT, cause);
    }

    String dotted() {
        return Printable.escape(String.join(".", path));
    }

    String dotted(String key) {
        return Printable.escape(String.join(".", KnownKeys.append(path, key)));
    }

    /// The text of a value that is one of a few.
    static String oneOf(JsonNode value, List<String> texts) {
        String accepted = "one of " + String.join(", ", texts);
        String text = ValueTypes.textOf(value, accepted);
        if (!texts.contains(text)) {
            throw ValueTypes.isNot(value, accepted);
        }
        return text;
    }

    private static String anyText(JsonNode value) {
        if (!value.isTextual() || value.textValue().indexOf('\0') >= 0) {
            throw new IllegalArgumentException("its value is not a text");
        }
        return value.textValue();
    }

    private static String line(JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(" "))
                : value.asText();
    }
}
