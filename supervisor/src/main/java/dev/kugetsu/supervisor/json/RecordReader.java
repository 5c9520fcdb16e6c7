package dev.kugetsu.supervisor.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.config.DurationText;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads a request, strictly: what is not known is an error, because it would be lost without a word.
///
/// @param schema where the form of the request is described, as something to do
public record RecordReader(String schema) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /// Makes the record from a JSON object; a flag that is missing is not set, and empty input is an empty
    /// object.
    ///
    /// @throws KugetsuException `INVALID_INPUT` when it is no such record
    public <T extends Record> T read(byte[] input, Class<T> type) {
        JsonNode node = parse(input);
        List<String> known = Arrays.stream(type.getRecordComponents())
                .map(RecordReader::name)
                .toList();
        node.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                throw invalid(
                        "there is no field `" + field + "`",
                        known.isEmpty() ? "there are no fields" : "the fields are " + String.join(", ", known));
            }
        });
        Object[] values = Arrays.stream(type.getRecordComponents())
                .map(component -> value(name(component), node.path(name(component)), component.getGenericType()))
                .toArray();
        return make(type, values);
    }

    /// Makes the record from texts, such as a command line has; a flag is set when it is there at all.
    ///
    /// @param texts by the names that the components have in JSON
    /// @throws KugetsuException `INVALID_INPUT` when it is no such record
    public <T extends Record> T read(Map<String, List<String>> texts, Class<T> type) {
        ObjectNode node = JSON.createObjectNode();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = name(component);
            if (texts.containsKey(name)) {
                node.set(name, node(texts.get(name), component.getGenericType()));
            }
        }
        return read(node.toString().getBytes(StandardCharsets.UTF_8), type);
    }

    private static JsonNode node(List<String> texts, Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType().equals(List.class)) {
            ArrayNode array = JSON.createArrayNode();
            texts.forEach(text -> array.add(node(List.of(text), generic.getActualTypeArguments()[0])));
            return array;
        }
        Type plain = type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : type;
        String text = texts.getLast();
        if (plain.equals(boolean.class) || plain.equals(Boolean.class)) {
            return BooleanNode.valueOf(Boolean.parseBoolean(text));
        }
        if (plain.equals(BigDecimal.class) && text.matches("-?[0-9]{1,18}(?:\\.[0-9]{1,18})?")) {
            return DecimalNode.valueOf(new BigDecimal(text));
        }
        boolean isNumber = (plain.equals(Integer.class) || plain.equals(Long.class)) && text.matches("-?[0-9]{1,18}");
        return isNumber ? LongNode.valueOf(Long.parseLong(text)) : TextNode.valueOf(text);
    }

    /// What a component is called in JSON.
    public static String name(RecordComponent component) {
        return SnakeCaseStrategy.INSTANCE.translate(component.getName());
    }

    private JsonNode parse(byte[] input) {
        try {
            JsonNode node = input.length == 0 ? JSON.createObjectNode() : JSON.readTree(input);
            if (node == null || !node.isObject()) {
                throw invalid("the request is no JSON object", "send {…}");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw invalid("the request is no JSON: " + e.getOriginalMessage(), "send {…}");
        } catch (java.io.IOException e) {
            throw invalid("the request cannot be read: " + e.getMessage(), "send {…} as UTF-8");
        }
    }

    private Object value(String name, JsonNode node, Type type) {
        if (type instanceof ParameterizedType generic) {
            Type element = generic.getActualTypeArguments()[0];
            boolean isAbsent = node.isMissingNode() || node.isNull();
            return generic.getRawType().equals(Optional.class)
                    ? isAbsent ? Optional.empty() : Optional.of(value(name, node, element))
                    : isAbsent ? List.of() : elements(name, node, element);
        }
        if (node.isMissingNode() && type.equals(boolean.class)) {
            return false;
        }
        if (node.isMissingNode() || node.isNull()) {
            throw invalid("the field `" + name + "` is missing", schema);
        }
        return plain(name, node, (Class<?>) type);
    }

    private List<Object> elements(String name, JsonNode node, Type element) {
        if (!node.isArray()) {
            throw invalid("the field `" + name + "` is no array", schema);
        }
        List<Object> values = new ArrayList<>();
        node.forEach(one -> values.add(value(name, one, element)));
        return values;
    }

    private Object plain(String name, JsonNode node, Class<?> type) {
        if (type.equals(String.class) && node.isTextual()) {
            return node.textValue();
        }
        if (type.equals(Integer.class) && node.canConvertToExactIntegral() && node.canConvertToInt()) {
            return node.intValue();
        }
        if (type.equals(Long.class) && node.canConvertToExactIntegral()) {
            return node.longValue();
        }
        if (type.equals(BigDecimal.class) && node.isNumber()) {
            return node.decimalValue();
        }
        if ((type.equals(Boolean.class) || type.equals(boolean.class)) && node.isBoolean()) {
            return node.booleanValue();
        }
        if (type.equals(Duration.class) && node.isTextual()) {
            return duration(name, node.textValue());
        }
        if (type.isEnum() && node.isTextual()) {
            return constant(name, node.textValue(), type);
        }
        throw invalid("the field `" + name + "` has the wrong type", schema);
    }

    private static Duration duration(String name, String text) {
        try {
            return DurationText.parse(text);
        } catch (IllegalArgumentException e) {
            throw invalid("`" + name + "`: " + e.getMessage(), "write " + DurationText.ACCEPTED);
        }
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

    /// Makes a record of the values of its components, in their order.
    ///
    /// @throws KugetsuException as the record itself refuses values
    public static <T extends Record> T make(Class<T> type, Object[] values) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<T> constructor = type.getDeclaredConstructor(types);
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

    private static KugetsuException invalid(String message, String next) {
        return new KugetsuException(KugetsuException.Kind.INVALID_INPUT, message, next);
    }
}
