package dev.kugetsu.supervisor.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.kugetsu.supervisor.coordination.Meaning;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// JSON Schemas of records, as they are written and read here. Each record gets one, under its own name.
public final class Schemas {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String place;
    private final Map<String, Class<?>> named = new TreeMap<>();
    private final Map<String, ObjectNode> schemas = new TreeMap<>();

    /// @param place where {@link #all} will stand in the document, such as `#/$defs/`
    public Schemas(String place) {
        this.place = place;
    }

    /// A schema that refers to the one of the type, which is kept.
    public ObjectNode of(Type type) {
        if (type instanceof ParameterizedType generic) {
            return ofGeneric((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord() && plain.getRecordComponents().length == 1 && isWrittenAsText(plain)) {
            return JSON.objectNode().put("type", "string");
        }
        if (plain.isRecord()) {
            return reference(plain);
        }
        return plain.isEnum() ? constants(plain) : simple(plain);
    }

    /// The ids, which are written as their text.
    private static boolean isWrittenAsText(Class<?> type) {
        return type.getSimpleName().endsWith("Id") || type.getSimpleName().equals("Cursor");
    }

    private ObjectNode ofGeneric(Class<?> raw, Type[] arguments) {
        if (raw.equals(Optional.class)) {
            ArrayNode either =
                    JSON.arrayNode().add(of(arguments[0])).add(JSON.objectNode().put("type", "null"));
            return JSON.objectNode().set("anyOf", either);
        }
        if (Collection.class.isAssignableFrom(raw)) {
            return array(of(arguments[0]));
        }
        throw new IllegalArgumentException("no schema for " + raw);
    }

    /// That of an array.
    public static ObjectNode array(ObjectNode elements) {
        return JSON.objectNode().put("type", "array").set("items", elements);
    }

    private static ObjectNode constants(Class<?> type) {
        ArrayNode values = JSON.arrayNode();
        Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                .forEach(values::add);
        return JSON.objectNode().put("type", "string").set("enum", values);
    }

    private static ObjectNode simple(Class<?> type) {
        if (JsonNode.class.isAssignableFrom(type) || type.equals(RawValue.class)) {
            return JSON.objectNode().put("type", "object");
        }
        if (type.equals(boolean.class) || type.equals(Boolean.class)) {
            return JSON.objectNode().put("type", "boolean");
        }
        if (type.equals(int.class)
                || type.equals(long.class)
                || type.equals(Integer.class)
                || type.equals(Long.class)) {
            return JSON.objectNode().put("type", "integer");
        }
        if (type.equals(BigDecimal.class)) {
            return JSON.objectNode().put("type", "number");
        }
        ObjectNode text = JSON.objectNode().put("type", "string");
        return type.equals(Instant.class) ? text.put("format", "date-time") : text;
    }

    private ObjectNode reference(Class<?> type) {
        String name = type.getSimpleName();
        Class<?> same = named.putIfAbsent(name, type);
        if (same != null && !same.equals(type)) {
            throw new IllegalArgumentException("two records are called " + name + ": " + type + " and " + same);
        }
        if (same == null) {
            schemas.put(name, object(type));
        }
        return JSON.objectNode().put("$ref", place + name);
    }

    private ObjectNode object(Class<?> type) {
        ObjectNode properties = JSON.objectNode();
        ArrayNode required = JSON.arrayNode();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = RecordReader.name(component);
            properties.set(name, described(of(component.getGenericType()), component));
            if (isRequired(component)) {
                required.add(name);
            }
        }
        ObjectNode object = JSON.objectNode().put("type", "object");
        object.set("properties", properties);
        object.set("required", required);
        return object;
    }

    private static boolean isRequired(RecordComponent component) {
        return !component.getType().equals(Optional.class)
                && !component.getType().equals(List.class)
                && !(component.getType().equals(boolean.class) && component.isAnnotationPresent(Meaning.class));
    }

    private static ObjectNode described(ObjectNode schema, RecordComponent component) {
        Meaning meaning = component.getAnnotation(Meaning.class);
        return meaning == null ? schema : schema.put("description", meaning.value());
    }

    /// All that were referred to, by their names.
    public ObjectNode all() {
        ObjectNode all = JSON.objectNode();
        schemas.forEach(all::set);
        return all;
    }
}
