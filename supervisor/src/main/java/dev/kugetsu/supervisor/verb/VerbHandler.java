package dev.kugetsu.supervisor.verb;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;

/// Does one verb.
@FunctionalInterface
public interface VerbHandler<Q extends Record, R> {

    R handle(Act act, Q request);

    /// How long somebody's lock may be waited out before it is an answer.
    default Optional<Duration> patience(Q request) {
        return Optional.empty();
    }

    /// Whether it is worth trying again after such a conflict, as far as reading tells.
    default boolean isFree(Desk desk, Q request) {
        return true;
    }

    /// One that is done in one transaction that writes; whatever needs to know the caller is of this kind,
    /// because a caller can become known by it.
    static <Q extends Record, R> VerbHandler<Q, R> writing(BiFunction<Desk, Q, R> work) {
        return (act, request) -> act.write(desk -> work.apply(desk, request));
    }

    /// One that only reads.
    static <Q extends Record, R> VerbHandler<Q, R> reading(BiFunction<Desk, Q, R> work) {
        return (act, request) -> act.read(desk -> work.apply(desk, request));
    }
}
