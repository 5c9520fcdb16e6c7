package dev.kugetsu.supervisor.verb;

import dev.kugetsu.supervisor.coordination.Verb;
import java.util.HashMap;
import java.util.Map;

/// Who does which verb. Filled once, then read.
public final class Handlers {

    private final Map<String, VerbHandler<?, ?>> byName = new HashMap<>();

    public <Q extends Record, R> Handlers with(Verb<Q, R> verb, VerbHandler<Q, R> handler) {
        if (byName.putIfAbsent(verb.name(), handler) != null) {
            throw new IllegalArgumentException(verb + " is done by two");
        }
        return this;
    }

    /// @throws IllegalArgumentException when nobody does it
    @SuppressWarnings("unchecked") // Put there under a verb of the same types.
    <Q extends Record, R> VerbHandler<Q, R> of(Verb<Q, R> verb) {
        VerbHandler<?, ?> handler = byName.get(verb.name());
        if (handler == null) {
            throw new IllegalArgumentException("nobody does " + verb);
        }
        return (VerbHandler<Q, R>) handler;
    }
}
