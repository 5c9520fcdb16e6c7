package dev.kugetsu.supervisor.config;

import dev.kugetsu.supervisor.Configuration.SettingView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Finds the tables `[harnesses.<name>]` of those harnesses that we do not know ourselves.
final class DescribedHarnesses {

    private static final String TABLE = "harnesses";
    private static final List<String> BUILT_IN = List.of("opencode", "scripted");

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
        HarnessTable harnesses = new HarnessTable(document, List.of()).table(TABLE);
        List<HarnessTable> tables = new ArrayList<>();
        for (Map.Entry<String, ?> field : harnesses.entries()) {
            if (isDescription(List.of(TABLE, field.getKey()))) {
                tables.add(harnesses.table(field.getKey()));
            }
        }
        return tables;
    }

    /// Shows them beside the settings of the table, each as it is written. What stands in `env` may be a
    /// secret.
    static List<SettingView> views(TomlDocument document) {
        List<SettingView> views = new ArrayList<>();
        for (HarnessTable table : tables(document)) {
            table.leaves().forEach((path, value) -> {
                boolean isSecret = path.get(2).equals("env");
                views.add(new SettingView(String.join(".", path), isSecret ? "(hidden)" : value, HomeFile.NAME));
            });
        }
        return views;
    }

    private static DescribedHarness read(HarnessTable table) {
        String name = table.name();
        if (BUILT_IN.contains(name)) {
            throw table.invalid("is built in and has no settings", "choose another name for a harness of your own");
        }
        if (!ValueTypes.HARNESS_NAME.matcher(name).matches()) {
            throw table.invalid("is not a harness name", "use small letters, digits and hyphens, at most 32");
        }
        if (table.find("kind", value -> HarnessTable.oneOf(value, List.of("command")))
                .isEmpty()) {
            throw table.invalid("does not say what kind of harness it is", "write kind = \"command\" in it");
        }
        return new DescribedHarness(
                new HarnessDescription(table).read(),
                table.find("model", ValueTypes.MODEL::read),
                table.find("max_turns", ValueTypes.count(1000)::read));
    }
}
