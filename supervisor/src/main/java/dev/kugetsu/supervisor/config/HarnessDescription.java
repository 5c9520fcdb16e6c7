package dev.kugetsu.supervisor.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kugetsu.adapters.command.CommandHarnessSpec;
import dev.kugetsu.adapters.command.CommandTemplate;
import dev.kugetsu.adapters.process.AgentCommand.Stdin;
import dev.kugetsu.supervisor.KugetsuException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Reads what a user says of one harness of kind `command`.
record HarnessDescription(HarnessTable table) {

    private static final String WORDS = "a list of words such as [\"my-agent\", \"run\"]";
    static final List<String> KEYS = List.of(
            "kind",
            "model",
            "max_turns",
            "version",
            "base",
            "start",
            "continue",
            "fork",
            "delete",
            "interactive",
            "prompt",
            "output",
            "session",
            "session_not_found",
            "paths",
            "env");

    /// Reads it all; what the placeholders of a command may be is the adapter's own knowledge.
    CommandHarnessSpec read() {
        table.allow(KEYS);
        CommandTemplate version = needed("version");
        CommandTemplate base = needed("base");
        CommandTemplate proceed = needed("continue");
        try {
            return new CommandHarnessSpec(
                    table.name(),
                    version,
                    base,
                    template("start"),
                    proceed,
                    template("fork"),
                    template("delete"),
                    template("interactive"),
                    environment(table.table("env")),
                    table.find("prompt", HarnessDescription::prompt).orElse(Stdin.PROMPT),
                    new OutputDescription(table).read(),
                    table.find("session_not_found", HarnessDescription::pattern));
        } catch (IllegalArgumentException invalid) {
            throw misused(invalid);
        }
    }

    private CommandTemplate needed(String key) {
        return template(key)
                .orElseThrow(() ->
                        table.invalid("has no command '" + key + "'", "write " + key + " = [\"my-agent\", …] in it"));
    }

    private Optional<CommandTemplate> template(String key) {
        return table.find(key, value -> new CommandTemplate(table.dotted(key), ValueTypes.textsOf(value, WORDS)));
    }

    private static Map<String, String> environment(HarnessTable table) {
        Map<String, String> texts = table.texts();
        texts.keySet().stream()
                .filter(name -> !name.matches("[A-Za-z_][A-Za-z0-9_]*") || name.startsWith("KUGETSU_"))
                .findFirst()
                .ifPresent(odd -> {
                    throw table.invalid(
                            "names the variable " + Printable.quote(odd) + ", which cannot be set",
                            "use letters, digits and underscores, and nothing that begins with KUGETSU_");
                });
        return texts;
    }

    private static Stdin prompt(JsonNode value) {
        return HarnessTable.oneOf(value, List.of("stdin", "file")).equals("stdin") ? Stdin.PROMPT : Stdin.NOTHING;
    }

    static Pattern pattern(JsonNode value) {
        String text = ValueTypes.textOf(value, "a regular expression");
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException invalid) {
            throw new IllegalArgumentException(
                    Printable.quote(text) + " is not a regular expression: " + invalid.getDescription(), invalid);
        }
    }

    /// The adapter's messages begin with the key that they are about, if they are about one.
    private KugetsuException misused(IllegalArgumentException invalid) {
        String message = String.valueOf(invalid.getMessage());
        return KEYS.stream()
                .filter(key -> message.startsWith(table.dotted(key) + ": "))
                .findFirst()
                .map(key -> table.invalidAt(key, message, invalid))
                .orElseGet(() -> table.invalidAt("", table.dotted() + ": " + message, invalid));
    }
}
