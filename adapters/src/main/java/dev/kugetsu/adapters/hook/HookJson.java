package dev.kugetsu.adapters.hook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// JSON as maps, lists and strings. A hook runs before every tool of an agent, and to load a data binder
/// would cost it more than all the rest.
final class HookJson {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(HookDialect.LIMIT_BYTES)
                    .maxNestingDepth(200)
                    .build())
            .build();

    private HookJson() {}

    /// Reads one object. Numbers and truth values become text; members that are null are left out.
    static Map<String, Object> object(byte[] json) throws UnreadableHook {
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new UnreadableHook("it is no JSON object");
            }
            Map<String, Object> object = members(parser);
            if (parser.nextToken() != null) {
                throw new UnreadableHook("something follows after its JSON object");
            }
            return object;
        } catch (IOException e) {
            throw new UnreadableHook("it is no JSON", e);
        }
    }

    /// Writes an object whose members are maps, lists, strings, numbers and truth values, in the order of
    /// their names.
    static String write(Map<String, ?> object) {
        return written(object);
    }

    /// Writes a list of texts.
    static String list(List<String> texts) {
        return written(texts);
    }

    private static String written(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            write(generator, value);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write JSON into memory", e);
        }
        return text.toString();
    }

    private static Map<String, Object> members(JsonParser parser) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_NULL) {
                object.put(name, value(parser));
            }
        }
        return object;
    }

    private static Object value(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            return members(parser);
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return parser.getText();
        }
        List<Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return elements;
    }

    private static void write(JsonGenerator generator, Object value) throws IOException {
        switch (value) {
            case Map<?, ?> object -> {
                generator.writeStartObject();
                for (Map.Entry<?, ?> member : new TreeMap<>(object).entrySet()) {
                    generator.writeFieldName(String.valueOf(member.getKey()));
                    write(generator, member.getValue());
                }
                generator.writeEndObject();
            }
            case List<?> elements -> {
                generator.writeStartArray();
                for (Object element : elements) {
                    write(generator, element);
                }
                generator.writeEndArray();
            }
            case Boolean truth -> generator.writeBoolean(truth);
            case Integer number -> generator.writeNumber(number);
            default -> generator.writeString(value.toString());
        }
    }
}
