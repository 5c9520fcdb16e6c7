package dev.kugetsu.supervisor.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kugetsu.supervisor.Changes.Change;
import java.time.Instant;
import java.util.Optional;

/// A visible change, as readers of the log get it.
///
/// @param cursor opaque; hand it back to go on behind this change
public record LoggedChange(
        String cursor,
        Instant at,
        String kind,
        Optional<String> project,
        Optional<String> sessionId,
        Optional<String> turnId,
        JsonNode payload) {

    public static LoggedChange of(Change change) {
        return new LoggedChange(
                change.cursor().toString(),
                change.at(),
                change.kind(),
                change.project().map(Object::toString),
                change.session().map(Object::toString),
                change.turn().map(Object::toString),
                PayloadForm.of(Json.read(change.payload())));
    }
}
