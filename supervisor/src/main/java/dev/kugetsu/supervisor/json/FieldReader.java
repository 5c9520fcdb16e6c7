package dev.kugetsu.supervisor.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.config.DurationText;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads the value of one field, strictly.
///
/// @param schema where the form of the request is described, as something to do
record FieldReader(String schema) {

    /// @param name of the field
    /// @param node what stands there, or a missing node
    Object value(String name, JsonNode node, Type type) {
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

    private static KugetsuException invalid(String message, String next) {
        return new KugetsuException(KugetsuException.Kind.INVALID_INPUT, message, next);
    }
}
