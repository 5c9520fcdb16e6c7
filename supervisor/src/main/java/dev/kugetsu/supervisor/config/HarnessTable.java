package dev.kugetsu.supervisor.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// One table of a configuration file, read strictly: every error tells where it is.
record HarnessTable(TomlDocument document, List<String> path) {

    /// Refuses keys that are not among these.
    void allow(List<String> keys) {
        for (Map.Entry<String, JsonNode> field : entries()) {
            if (!keys.contains(field.getKey())) {
                throw KnownKeys.unknown(
                        document,
                        KnownKeys.append(path, field.getKey()),
                        keys.stream().map(key -> dotted() + "." + key).toList());
            }
        }
    }

    /// The value of a key, or empty when it is not there.
    ///
    /// @param reader throws [IllegalArgumentException] with a message for the person who wrote the value
    <T> Optional<T> find(String key, Function<JsonNode, T> reader) {
        List<String> full = KnownKeys.append(path, key);
        try {
            return document.find(full).map(reader);
        } catch (IllegalArgumentException invalid) {
            throw new KugetsuException(
                    Kind.INVALID_INPUT,
                    document.place(full) + ": " + Printable.escape(String.join(".", full)) + ": "
                            + invalid.getMessage(),
                    "see docs/configuration.md, \"Your own harness\"",
                    invalid);
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

    /// All keys with their texts, in the order of the file.
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : entries()) {
            find(field.getKey(), HarnessTable::textOf).ifPresent(text -> texts.put(field.getKey(), text));
        }
        return texts;
    }

    KugetsuException invalid(String what, String next) {
        return new KugetsuException(Kind.INVALID_INPUT, document.place(path) + ": " + dotted() + " " + what, next);
    }

    /// Does not repeat a wrong value: it may be a secret.
    private static String textOf(JsonNode value) {
        if (!value.isTextual() || value.textValue().indexOf('\0') >= 0) {
            throw new IllegalArgumentException("its value is not a text");
        }
        return value.textValue();
    }

    private String dotted() {
        return Printable.escape(String.join(".", path));
    }

    private Iterable<Map.Entry<String, JsonNode>> entries() {
        return document.find(path)
                .<Iterable<Map.Entry<String, JsonNode>>>map(JsonNode::properties)
                .orElse(List.of());
    }
}
