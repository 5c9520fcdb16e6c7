package dev.kugetsu.supervisor.coordination;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Requests and answers of verbs with something in every field, so that none can be forgotten.
public final class FilledRecords {

    private FilledRecords() {}

    /// With that text wherever there can be one.
    public static <T extends Record> T of(Class<T> type, String text) {
        return of(type, text, Set.of());
    }

    /// With that text wherever there can be one, but for optional fields that stay empty.
    ///
    /// @param empty what those are called
    public static <T extends Record> T of(Class<T> type, String text, Set<String> empty) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(component -> empty.contains(component.getName())
                        ? Optional.empty()
                        : value(component.getGenericType(), text, empty))
                .toArray();
        try {
            var constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type.getName(), e);
        }
    }

    private static Object value(Type type, String text, Set<String> empty) {
        if (type instanceof ParameterizedType holder) {
            Object inner = value(holder.getActualTypeArguments()[0], text, empty);
            return holder.getRawType() == List.class ? List.of(inner) : Optional.of(inner);
        }
        Class<?> wanted = (Class<?>) type;
        if (wanted.isEnum()) {
            return wanted.getEnumConstants()[0];
        }
        return wanted.isRecord() ? of(wanted.asSubclass(Record.class), text, empty) : plain(wanted, text);
    }

    private static Object plain(Class<?> wanted, String text) {
        return switch (wanted.getSimpleName()) {
            case "String" -> text;
            case "boolean", "Boolean" -> true;
            case "int", "Integer" -> 1;
            case "long", "Long" -> 1L;
            case "Instant" -> Instant.EPOCH;
            case "Duration" -> Duration.ofMinutes(1);
            case "BigDecimal" -> BigDecimal.ONE;
            default -> throw new IllegalArgumentException("nothing to fill a " + wanted + " with");
        };
    }
}
