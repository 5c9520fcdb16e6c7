package dev.kugetsu.supervisor.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kugetsu.adapters.command.CommandOutput;
import dev.kugetsu.adapters.command.CommandOutput.Counting;
import dev.kugetsu.adapters.command.CommandOutput.JsonLines;
import dev.kugetsu.adapters.command.CommandOutput.UsagePointers;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads how the output of a described harness is to be understood.
record OutputDescription(HarnessTable table) {

    private static final String TEXT = "text";
    private static final String JSON_LINES = "json-lines";
    private static final String SESSION_TOTAL = "session-total";
    static final List<String> PATHS =
            List.of("id", "text", "error", "input_tokens", "output_tokens", "cost_usd", "counting");

    CommandOutput read() {
        Optional<Pattern> session = table.find("session", HarnessDescription::pattern);
        HarnessTable paths = table.table("paths");
        paths.allow(PATHS);
        String form = table.find("output", value -> HarnessTable.oneOf(value, List.of(TEXT, JSON_LINES)))
                .orElse(TEXT);
        if (form.equals(TEXT)) {
            if (!paths.isEmpty()) {
                throw paths.invalid("means nothing for plain text", "write output = \"json-lines\" beside it");
            }
            return new CommandOutput.Text(session);
        }
        if (session.isPresent()) {
            throw table.invalid("finds the session in JSON by `paths.id`, not by `session`", "remove `session`");
        }
        return jsonLines(paths);
    }

    private static JsonLines jsonLines(HarnessTable paths) {
        JsonPointer text = pointer(paths, "text")
                .orElseThrow(() -> paths.invalid(
                        "does not say where the agent's text stands", "write text = \"/message/text\" in it"));
        JsonLines lines = new JsonLines(pointer(paths, "id"), text, pointer(paths, "error"), usage(paths));
        if (lines.countsOverSession() && lines.session().isEmpty()) {
            throw paths.invalid(
                    "counts over a session and does not say where its id stands", "write id = \"/session/id\" in it");
        }
        return lines;
    }

    /// All three stand together: a usage that is told by halves would be added up wrongly without a word.
    private static Optional<UsagePointers> usage(HarnessTable paths) {
        Optional<JsonPointer> input = pointer(paths, "input_tokens");
        Optional<JsonPointer> output = pointer(paths, "output_tokens");
        Optional<JsonPointer> cost = pointer(paths, "cost_usd");
        Optional<Counting> counting = paths.find("counting", OutputDescription::counting);
        if (input.isEmpty() && output.isEmpty() && cost.isEmpty() && counting.isEmpty()) {
            return Optional.empty();
        }
        if (input.isEmpty() || output.isEmpty() || cost.isEmpty()) {
            throw paths.invalid(
                    "tells only a part of the usage",
                    "name input_tokens, output_tokens and cost_usd; one that the program never prints counts as 0");
        }
        return Optional.of(
                new UsagePointers(input.get(), output.get(), cost.get(), counting.orElse(Counting.ADDED_UP)));
    }

    private static Counting counting(JsonNode value) {
        return switch (HarnessTable.oneOf(value, List.of("added-up", "last-counts", SESSION_TOTAL))) {
            case "last-counts" -> Counting.LAST_COUNTS;
            case SESSION_TOTAL -> Counting.SESSION_TOTAL;
            default -> Counting.ADDED_UP;
        };
    }

    private static Optional<JsonPointer> pointer(HarnessTable paths, String key) {
        String accepted = "a JSON pointer such as /message/text";
        return paths.find(key, value -> {
            String text = ValueTypes.textOf(value, accepted);
            if (!text.startsWith("/")) {
                throw ValueTypes.isNot(value, accepted);
            }
            return JsonPointer.compile(text);
        });
    }
}
