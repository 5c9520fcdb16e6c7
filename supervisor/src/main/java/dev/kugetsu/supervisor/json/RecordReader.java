package dev.kugetsu.supervisor.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kugetsu.supervisor.KugetsuException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Reads a request, strictly: what is not known is an error, because it would be lost without a word.
///
/// @param words for what is wrong
public record RecordReader(RequestWords words) {

    /// Makes the record from a JSON object; a flag that is missing is not set, and empty input is an empty
    /// object.
    ///
    /// @throws KugetsuException `INVALID_INPUT` when it is no such record
    public <T extends Record> T read(byte[] input, Class<T> type) {
        return bind(StrictJson.parse(input), type);
    }

    /// Makes the record from texts, such as a command line has; a flag is set when it is there at all. Needs
    /// none of what parses JSON, which takes a process that has just started longer than its work.
    ///
    /// @param texts by the names that the components have in JSON
    /// @throws KugetsuException `INVALID_INPUT` when it is no such record
    public <T extends Record> T read(Map<String, List<String>> texts, Class<T> type) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = name(component);
            if (texts.containsKey(name)) {
                node.set(name, RecordTexts.node(texts.get(name), component.getGenericType()));
            }
        }
        return bind(node, type);
    }

    private <T extends Record> T bind(JsonNode node, Class<T> type) {
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
                .map(component -> new FieldReader(words.part().apply(component), words.next())
                        .value(node.path(name(component)), component.getGenericType()))
                .toArray();
        return make(type, values);
    }

    /// What a component is called in JSON.
    public static String name(RecordComponent component) {
        return SnakeCaseStrategy.INSTANCE.translate(component.getName());
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
