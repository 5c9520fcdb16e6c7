package dev.kugetsu.supervisor.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads the body of a request, strictly: what is not known is an error, because it would be lost without a word.
final class RecordReader {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RecordReader() {}

    static Record read(byte[] body, Class<? extends Record> type) {
        JsonNode node = parse(body);
        List<String> known = Arrays.stream(type.getRecordComponents())
                .map(RecordReader::name)
                .toList();
        node.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                throw invalid("there is no field `" + field + "`", "the fields are " + String.join(", ", known));
            }
        });
        Object[] values = Arrays.stream(type.getRecordComponents())
                .map(component -> value(name(component), node.path(name(component)), component.getGenericType()))
                .toArray();
        return construct(type, values);
    }

    static String name(RecordComponent component) {
        return SnakeCaseStrategy.INSTANCE.translate(component.getName());
    }

    private static JsonNode parse(byte[] body) {
        try {
            JsonNode node = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
            if (node == null || !node.isObject()) {
                throw invalid("the body is no JSON object", "send {…}");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw invalid("the body is no JSON: " + e.getOriginalMessage(), "send {…}");
        } catch (java.io.IOException e) {
            throw invalid("the body cannot be read: " + e.getMessage(), "send {…} as UTF-8");
        }
    }

    private static Object value(String name, JsonNode node, Type type) {
        if (type instanceof ParameterizedType generic) {
            Type element = generic.getActualTypeArguments()[0];
            boolean isAbsent = node.isMissingNode() || node.isNull();
            return generic.getRawType().equals(Optional.class)
                    ? isAbsent ? Optional.empty() : Optional.of(value(name, node, element))
                    : isAbsent ? List.of() : elements(name, node, element);
        }
        if (node.isMissingNode() || node.isNull()) {
            throw invalid("the field `" + name + "` is missing", "see /api/v1/openapi.json");
        }
        return plain(name, node, (Class<?>) type);
    }

    private static List<Object> elements(String name, JsonNode node, Type element) {
        if (!node.isArray()) {
            throw invalid("the field `" + name + "` is no array", "see /api/v1/openapi.json");
        }
        List<Object> values = new ArrayList<>();
        node.forEach(one -> values.add(value(name, one, element)));
        return values;
    }

    private static Object plain(String name, JsonNode node, Class<?> type) {
        if (type.equals(String.class) && node.isTextual()) {
            return node.textValue();
        }
        if (type.equals(Integer.class) && node.isInt()) {
            return node.intValue();
        }
        if (type.equals(Boolean.class) && node.isBoolean()) {
            return node.booleanValue();
        }
        if (type.isEnum() && node.isTextual()) {
            return constant(name, node.textValue(), type);
        }
        throw invalid("the field `" + name + "` has the wrong type", "see /api/v1/openapi.json");
    }

    private static Object constant(String name, String text, Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.toString().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> invalid(
                        "'" + text + "' is no value of `" + name + "`",
                        "the values are "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(constant -> constant.toString().toLowerCase(java.util.Locale.ROOT))
                                        .collect(Collectors.joining(", "))));
    }

    private static Record construct(Class<? extends Record> type, Object[] values) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("cannot make a " + type, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type, e);
        }
    }

    private static HttpFailure invalid(String message, String next) {
        return new HttpFailure(400, "invalid_input", message, next);
    }
}
