package dev.kugetsu.supervisor.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.Function;

/// One kind of value: how it is written, read and shown.
///
/// @param name for the documentation
/// @param notation what an environment variable's text stands for
/// @param reader throws [IllegalArgumentException] with a message for the person who wrote the value
/// @param printer the inverse, for the list of settings
record ValueType<T>(String name, Notation notation, Function<JsonNode, T> reader, Function<T, String> printer) {

    /// How the text of an environment variable becomes a value such as a file holds.
    enum Notation {
        TEXT,
        NUMBER,
        YES_OR_NO,
        /// Several texts with commas between them.
        LIST
    }

    T read(JsonNode value) {
        return reader.apply(value);
    }

    String show(T value) {
        return printer.apply(value);
    }

    JsonNode fromText(String text) {
        return switch (notation) {
            case TEXT -> TextNode.valueOf(text);
            case NUMBER -> number(text);
            case YES_OR_NO ->
                switch (text) {
                    case "true" -> BooleanNode.TRUE;
                    case "false" -> BooleanNode.FALSE;
                    default -> TextNode.valueOf(text);
                };
            case LIST -> {
                var list = JsonNodeFactory.instance.arrayNode();
                Arrays.stream(text.split(",")).map(String::strip).forEach(list::add);
                yield list;
            }
        };
    }

    private static JsonNode number(String text) {
        if (text.matches("-?[0-9]{1,20}")) {
            return BigIntegerNode.valueOf(new BigInteger(text));
        }
        return text.matches("-?[0-9]{1,20}\\.[0-9]{1,9}")
                ? DecimalNode.valueOf(new BigDecimal(text))
                : TextNode.valueOf(text);
    }
}
