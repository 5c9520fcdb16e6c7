package dev.kugetsu.adapters.opencode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kugetsu.adapters.HarnessEvent.ToolUsed;
import java.util.List;
import java.util.Optional;

/// A tool that has ended.
///
/// opencode 1.18: a command that exits with 3 is `completed` with `metadata.exit: 3`; only a refused, aborted or
/// impossible call is an `error`, and that one has no title.
final class ToolPart {

    /// The inputs that say what a tool was used on, the most telling first.
    private static final List<String> TELLING = List.of("filePath", "command", "pattern", "path", "url", "description");

    private ToolPart() {}

    static ToolUsed read(JsonNode part) {
        JsonNode state = part.path("state");
        String title = state.path("title").asText();
        return new ToolUsed(
                part.path("tool").asText(), title.isBlank() ? subject(state.path("input")) : title, error(state));
    }

    private static String subject(JsonNode input) {
        return TELLING.stream()
                .map(name -> input.path(name).asText())
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElse("");
    }

    private static Optional<String> error(JsonNode state) {
        if (state.path("status").asText().equals("error")) {
            return Optional.of(state.path("error").asText());
        }
        int exit = state.path("metadata").path("exit").asInt();
        return exit == 0 ? Optional.empty() : Optional.of("exit code " + exit);
    }
}
