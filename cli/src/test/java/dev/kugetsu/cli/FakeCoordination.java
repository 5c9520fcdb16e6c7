package dev.kugetsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination;
import dev.kugetsu.supervisor.coordination.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Answers every verb as it was told to.
final class FakeCoordination implements Coordination {

    /// What was asked for.
    record Performed(Verb<?, ?> verb, Record request, Caller caller, Mode mode) {}

    final List<Performed> performed = new ArrayList<>();
    private final Map<String, Object> answers = new HashMap<>();
    Optional<KugetsuException> failure = Optional.empty();

    <Q extends Record, R> void answer(Verb<Q, R> verb, R answer) {
        answers.put(verb.name(), answer);
    }

    /// What was asked for, when nothing else was.
    Performed only() {
        assertThat(performed).hasSize(1);
        return performed.getFirst();
    }

    @Override
    @SuppressWarnings("unchecked") // Put there for a verb of that type.
    public <Q extends Record, R> R perform(Verb<Q, R> verb, Q request, Caller caller, Mode mode) {
        performed.add(new Performed(verb, request, caller, mode));
        failure.ifPresent(thrown -> {
            throw thrown;
        });
        Object answer = answers.get(verb.name());
        if (answer == null) {
            throw new IllegalStateException("no answer for " + verb);
        }
        return (R) answer;
    }
}
