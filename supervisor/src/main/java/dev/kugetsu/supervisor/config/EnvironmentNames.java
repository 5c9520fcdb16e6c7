package dev.kugetsu.supervisor.config;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Finds misspelt environment variables. Unlike a file, the environment holds many names that are not ours to
/// judge.
final class EnvironmentNames {

    private static final List<String> KNOWN =
            SettingKeys.ALL.stream().map(SettingKey::environmentName).toList();

    private EnvironmentNames() {}

    static Stream<String> warnings(Set<String> names) {
        return names.stream()
                .filter(name -> name.startsWith("KUGETSU_") && !KNOWN.contains(name))
                .sorted()
                .flatMap(name -> Nearest.byTyping(name, KNOWN).stream()
                        .map(near -> "environment " + Printable.escape(name) + " has no effect; did you mean " + near
                                + "?"));
    }
}
