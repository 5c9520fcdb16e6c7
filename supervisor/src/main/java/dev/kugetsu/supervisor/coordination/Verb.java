package dev.kugetsu.supervisor.coordination;

import java.util.List;

/// One thing that agents and users can do to get along with each other.
///
/// @param name stable, such as `lock.acquire`
/// @param summary one line without a full stop
/// @param request what it takes
/// @param answer what it answers with, or the elements of that
@SuppressWarnings("UnusedTypeParameter") // Callers get answers of the right type by it.
public record Verb<Q extends Record, R>(
        String name, String summary, Class<Q> request, Class<? extends Record> answer, Shape shape, Effect effect) {

    /// Whether the answer is one record or a list of them.
    public enum Shape {
        ONE,
        MANY
    }

    /// Whether it changes anything; only then can it be rehearsed.
    public enum Effect {
        READS,
        CHANGES
    }

    static <Q extends Record, R extends Record> Verb<Q, R> changing(
            String name, String summary, Class<Q> request, Class<R> answer) {
        return new Verb<>(name, summary, request, answer, Shape.ONE, Effect.CHANGES);
    }

    static <Q extends Record, R extends Record> Verb<Q, R> reading(
            String name, String summary, Class<Q> request, Class<R> answer) {
        return new Verb<>(name, summary, request, answer, Shape.ONE, Effect.READS);
    }

    static <Q extends Record, E extends Record> Verb<Q, List<E>> listing(
            String name, String summary, Class<Q> request, Class<E> element) {
        return new Verb<>(name, summary, request, element, Shape.MANY, Effect.READS);
    }

    @Override
    public String toString() {
        return name;
    }
}
