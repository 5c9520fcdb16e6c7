package dev.kugetsu.supervisor.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kugetsu.supervisor.config.DescribedHarness.Field;
import dev.kugetsu.supervisor.config.DescribedHarness.Output;
import dev.kugetsu.supervisor.config.DescribedHarness.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads the tables `[harnesses.<name>]` of those harnesses that we do not know ourselves.
final class DescribedHarnesses {

    static final String TABLE = "harnesses";

    private static final List<String> BUILT_IN = List.of("opencode", "scripted");
    private static final List<String> STEPS =
            Arrays.stream(Step.values()).map(Step::key).toList();
    private static final List<String> FIELDS =
            Arrays.stream(Field.values()).map(Field::key).toList();
    private static final List<String> KEYS = Stream.concat(
                    Stream.of("kind", "model", "output", "paths", "env"), STEPS.stream())
            .toList();
    private static final String WORDS = "a list of words such as [\"my-agent\", \"run\"]";

    private DescribedHarnesses() {}

    /// Whether a key opens a table that is read here.
    static boolean isDescription(List<String> path) {
        return path.size() == 2
                && path.getFirst().equals(TABLE)
                && !path.getLast().equals("opencode");
    }

    /// Reads all of them.
    ///
    /// @throws dev.kugetsu.supervisor.KugetsuException `INVALID_INPUT` for the first error
    static List<DescribedHarness> read(TomlDocument document) {
        return tables(document).stream().map(DescribedHarnesses::read).toList();
    }

    static List<HarnessTable> tables(TomlDocument document) {
        List<HarnessTable> tables = new ArrayList<>();
        document.find(List.of(TABLE))
                .ifPresent(harnesses -> harnesses.fieldNames().forEachRemaining(name -> {
                    List<String> path = List.of(TABLE, name);
                    if (isDescription(path)) {
                        tables.add(new HarnessTable(document, List.of(TABLE)).table(name));
                    }
                }));
        return tables;
    }

    private static DescribedHarness read(HarnessTable table) {
        String name = table.path().getLast();
        if (BUILT_IN.contains(name)) {
            throw table.invalid("is built in and has no settings", "choose another name for a harness of your own");
        }
        if (!ValueTypes.HARNESS_NAME.matcher(name).matches()) {
            throw table.invalid("is not a harness name", "use small letters, digits and hyphens, at most 32");
        }
        if (table.find("kind", value -> oneOf(value, List.of("command"))).isEmpty()) {
            throw table.invalid("does not say what kind of harness it is", "write kind = \"command\" in it");
        }
        table.allow(KEYS);
        Output output = table.find("output", DescribedHarnesses::output).orElse(Output.TEXT);
        return new DescribedHarness(
                name,
                table.find("model", ValueTypes.MODEL::read),
                commands(table),
                output,
                paths(table.table("paths"), output),
                environment(table.table("env")));
    }

    private static Map<Step, List<String>> commands(HarnessTable table) {
        Map<Step, List<String>> commands = new EnumMap<>(Step.class);
        for (Step step : Step.values()) {
            table.find(step.key(), value -> ValueTypes.textsOf(value, WORDS))
                    .ifPresent(words -> commands.put(step, words));
        }
        if (!commands.containsKey(Step.START)) {
            throw table.invalid("does not say how a turn is started", "write start = [\"my-agent\", \"run\"] in it");
        }
        return commands;
    }

    private static Map<Field, String> paths(HarnessTable table, Output output) {
        table.allow(FIELDS);
        Map<Field, String> paths = new EnumMap<>(Field.class);
        for (Field field : Field.values()) {
            table.find(field.key(), value -> ValueTypes.textOf(value, "a path such as message.text"))
                    .ifPresent(path -> paths.put(field, path));
        }
        if (output == Output.TEXT && !paths.isEmpty()) {
            throw table.invalid("means nothing for plain text", "write output = \"json-lines\" beside it");
        }
        if (output == Output.JSON_LINES && !paths.containsKey(Field.TEXT)) {
            throw table.invalid("does not say where the agent's text stands", "write text = \"message.text\" in it");
        }
        return paths;
    }

    private static Map<String, String> environment(HarnessTable table) {
        Map<String, String> texts = table.texts();
        Optional<String> odd = texts.keySet().stream()
                .filter(name -> !name.matches("[A-Za-z_][A-Za-z0-9_]*") || name.startsWith("KUGETSU_"))
                .findFirst();
        if (odd.isPresent()) {
            throw table.invalid(
                    "names the variable " + Printable.quote(odd.get()) + ", which cannot be set",
                    "use letters, digits and underscores, and nothing that begins with KUGETSU_");
        }
        return texts;
    }

    private static Output output(JsonNode value) {
        String text =
                oneOf(value, Arrays.stream(Output.values()).map(Output::key).toList());
        return Arrays.stream(Output.values())
                .filter(output -> output.key().equals(text))
                .findFirst()
                .orElseThrow();
    }

    private static String oneOf(JsonNode value, List<String> texts) {
        String accepted = "one of " + String.join(", ", texts);
        String text = ValueTypes.textOf(value, accepted);
        if (!texts.contains(text)) {
            throw ValueTypes.isNot(value, accepted);
        }
        return text;
    }
}
