package dev.kugetsu.supervisor.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kugetsu.supervisor.Changes.Change;
import dev.kugetsu.supervisor.Changes.Ended;
import dev.kugetsu.supervisor.Changes.Output;
import dev.kugetsu.supervisor.Changes.Said;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.turn.TurnState;
import java.util.Arrays;
import java.util.Optional;

/// What one turn says, and its end.
record OutputOfTurn(TurnId turn) implements Selection<Output> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public Optional<Output> of(Said said) {
        return Optional.<Output>of(said).filter(mine -> said.turn().equals(turn));
    }

    @Override
    public Optional<Output> of(Change change) {
        return change.turn()
                .filter(turn::equals)
                .flatMap(mine -> state(change.payload()))
                .flatMap(TurnState::outcome)
                .map(outcome -> new Ended(turn, outcome));
    }

    /// Empty also for a state that only a newer kugetsu knows: it must not end the feed of everybody.
    private static Optional<TurnState> state(String payload) {
        try {
            String name = JSON.readTree(payload).path("state").asText();
            return Arrays.stream(TurnState.values())
                    .filter(state -> state.name().equals(name))
                    .findFirst();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the change log holds no JSON: " + payload, e);
        }
    }
}
