package dev.kugetsu.supervisor.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Refuses what no setting is called: a misspelt key must not be one that silently does nothing.
final class KnownKeys {

    private static final List<List<String>> PATHS =
            SettingKeys.ALL.stream().map(SettingKey::path).toList();

    /// Settings and the tables that they stand in.
    private static final List<String> NAMES = Stream.concat(
                    PATHS.stream(), PATHS.stream().map(path -> path.subList(0, path.size() - 1)))
            .filter(path -> !path.isEmpty())
            .map(path -> String.join(".", path))
            .distinct()
            .toList();

    private KnownKeys() {}

    /// Checks all keys of a file.
    ///
    /// @throws KugetsuException `INVALID_INPUT` for the first key that is unknown or a value where a table must
    ///   be
    static void check(TomlDocument document) {
        check(document, List.of(), document.root());
    }

    private static void check(TomlDocument document, List<String> table, JsonNode node) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            List<String> path = append(table, field.getKey());
            if (PATHS.contains(path) || DescribedHarnesses.isDescription(path)) {
                continue;
            }
            if (PATHS.stream().noneMatch(known -> startsWith(known, path))) {
                throw unknown(document, path, NAMES);
            }
            if (!field.getValue().isObject()) {
                throw notATable(document, path);
            }
            check(document, path, field.getValue());
        }
    }

    static KugetsuException unknown(TomlDocument document, List<String> path, List<String> known) {
        String name = String.join(".", path);
        return new KugetsuException(
                Kind.INVALID_INPUT,
                document.place(path) + ": there is no setting " + Printable.quote(name),
                Nearest.find(name, known)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("docs/configuration.md lists all settings"));
    }

    static KugetsuException notATable(TomlDocument document, List<String> path) {
        String name = Printable.escape(String.join(".", path));
        return new KugetsuException(
                Kind.INVALID_INPUT,
                document.place(path) + ": " + name + " is a table of settings, not a value",
                "write [" + name + "] on a line of its own and its settings below");
    }

    static List<String> append(List<String> path, String part) {
        List<String> longer = new ArrayList<>(path);
        longer.add(part);
        return List.copyOf(longer);
    }

    private static boolean startsWith(List<String> path, List<String> beginning) {
        return path.size() > beginning.size()
                && path.subList(0, beginning.size()).equals(beginning);
    }
}
