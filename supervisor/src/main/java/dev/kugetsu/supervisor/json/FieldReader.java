package dev.kugetsu.supervisor.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.config.DurationText;
import dev.kugetsu.supervisor.config.Printable;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads the value of one field, strictly.
///
/// @param part what the field is called where it comes from
/// @param next where the form of the request is described, as something to do
record FieldReader(String part, String next) {

    /// @param node what stands there, or a missing node
    Object value(JsonNode node, Type type) {
        if (type instanceof ParameterizedType generic) {
            Type element = generic.getActualTypeArguments()[0];
            boolean isAbsent = node.isMissingNode() || node.isNull();
            return generic.getRawType().equals(Optional.class)
                    ? isAbsent ? Optional.empty() : Optional.of(value(node, element))
                    : isAbsent ? List.of() : elements(node, element);
        }
        if (node.isMissingNode() && type.equals(boolean.class)) {
            return false;
        }
        if (node.isMissingNode() || node.isNull()) {
            throw invalid(part + " is missing", next);
        }
        return plain(node, (Class<?>) type);
    }

    private List<Object> elements(JsonNode node, Type element) {
        if (!node.isArray()) {
            throw isNot("an array", node);
        }
        List<Object> values = new ArrayList<>();
        node.forEach(one -> values.add(value(one, element)));
        return values;
    }

    private Object plain(JsonNode node, Class<?> type) {
        if (type.equals(String.class)) {
            return textOf(node, "a text");
        }
        if (type.equals(Integer.class)) {
            return Math.toIntExact(number(node, Integer.MAX_VALUE));
        }
        if (type.equals(Long.class)) {
            return number(node, Long.MAX_VALUE);
        }
        if (type.equals(BigDecimal.class) && node.isNumber() && Double.isFinite(node.doubleValue())) {
            return node.decimalValue();
        }
        if ((type.equals(Boolean.class) || type.equals(boolean.class)) && node.isBoolean()) {
            return node.booleanValue();
        }
        if (type.equals(Duration.class)) {
            return duration(textOf(node, DurationText.ACCEPTED));
        }
        if (type.isEnum()) {
            return constant(textOf(node, "a text"), type);
        }
        throw isNot(type.equals(BigDecimal.class) ? "a number" : "true or false", node);
    }

    private String textOf(JsonNode node, String wanted) {
        if (!node.isTextual()) {
            throw isNot(wanted, node);
        }
        return node.textValue();
    }

    /// A number of no more than that, in amount.
    private long number(JsonNode node, long most) {
        if (!node.canConvertToExactIntegral()) {
            throw isNot("a whole number", node);
        }
        if (!node.canConvertToLong() || node.longValue() > most || node.longValue() < -most) {
            throw isNot("a whole number up to " + most, node);
        }
        return node.longValue();
    }

    private Duration duration(String text) {
        try {
            return DurationText.parse(text);
        } catch (IllegalArgumentException e) {
            throw invalid(part + ": " + e.getMessage(), "write " + DurationText.ACCEPTED);
        }
    }

    private Object constant(String text, Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.toString().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> invalid(
                        Printable.quote(text) + " is no value of " + part,
                        "the values are "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", "))));
    }

    private KugetsuException isNot(String wanted, JsonNode node) {
        return invalid(part + " takes " + wanted + ", not " + Printable.quote(node), next);
    }

    private static KugetsuException invalid(String message, String next) {
        return new KugetsuException(KugetsuException.Kind.INVALID_INPUT, message, next);
    }
}
