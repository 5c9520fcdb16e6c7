package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.TerminalText;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Answers of verbs with all their texts made harmless for a terminal, whichever of them a display shows.
final class CleanAnswer {

    private CleanAnswer() {}

    /// The same answer, clean; `answer` is a record or a list of them.
    @SuppressWarnings("unchecked") // A value of the same type.
    static <R> R of(R answer) {
        return (R) clean(answer);
    }

    private static Object clean(Object value) {
        return switch (value) {
            case String text -> TerminalText.clean(text);
            case Optional<?> maybe -> maybe.map(CleanAnswer::clean);
            case List<?> several -> several.stream().map(CleanAnswer::clean).toList();
            case Record answer -> copy(answer);
            default -> value;
        };
    }

    private static Object copy(Record answer) {
        RecordComponent[] components = answer.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        try {
            for (int i = 0; i < values.length; i++) {
                values[i] =
                        clean(Objects.requireNonNull(components[i].getAccessor().invoke(answer)));
            }
            Constructor<?> constructor = answer.getClass()
                    .getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new));
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the answer " + answer.getClass() + " cannot be shown", e);
        }
    }
}
