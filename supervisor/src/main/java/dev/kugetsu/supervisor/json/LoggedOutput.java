package dev.kugetsu.supervisor.json;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.kugetsu.supervisor.Changes.Said;
import java.time.Instant;

/// Something that an agent has said or done, as readers of the output get it.
///
/// @param cursor opaque; hand it back to go on behind this
/// @param payload JSON as the store has it, on one line and with nothing that a terminal obeys; its texts are
///   untrusted
public record LoggedOutput(String cursor, String turnId, int attempt, Instant at, String kind, RawValue payload) {

    public static LoggedOutput of(Said said) {
        return new LoggedOutput(
                said.cursor().toString(),
                said.turn().value(),
                said.attempt(),
                said.at(),
                said.kind(),
                new RawValue(TerminalEscapes.spellOut(said.payload())));
    }
}
