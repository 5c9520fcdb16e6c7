package dev.kugetsu.supervisor.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.config.RepositoryFile.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Holds `docs/configuration.md` to the table of settings. A failure prints the rows as they should be.
class ConfigurationDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "configuration.md");
    private static final Pattern TOML = Pattern.compile("```toml\n# (\\S+)\n(.*?)```", Pattern.DOTALL);

    @Test
    void hasARowForEverySettingAndNoOther() throws IOException {
        List<String> rows = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.contains("`KUGETSU_") && line.startsWith("| `") && !line.startsWith("| `KUGETSU_"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(SettingKeys.ALL.stream()
                        .map(ConfigurationDocumentTest::row)
                        .toList());
    }

    @Test
    void namesEverythingThatDescribesAHarness() throws IOException {
        String document = Files.readString(DOCUMENT);

        assertThat(HarnessDescription.KEYS)
                .allSatisfy(key -> assertThat(document)
                        .containsAnyOf("| `" + key + "` |", "| `" + key + ".<NAME>` |", "`" + key + ".id`"));
        assertThat(OutputDescription.PATHS)
                .allSatisfy(key -> assertThat(document).contains("`paths." + key + "`"));
    }

    @Test
    void hasExamplesThatWork() throws IOException {
        List<MatchResult> examples =
                TOML.matcher(Files.readString(DOCUMENT)).results().toList();

        assertThat(examples).extracting(example -> example.group(1)).contains("config.toml", ".kugetsu.toml");
        for (MatchResult example : examples) {
            Resolution resolution = SettingsResolver.resolve(sources(example.group(1), example.group(2)));
            assertThat(resolution.warnings()).isEmpty();
        }
    }

    private static Sources sources(String file, String text) {
        return file.equals("config.toml")
                ? new Sources(
                        Flags.NONE, Map.of(), Optional.empty(), Optional.of(new HomeFile(Path.of("config.toml"), text)))
                : Sources.of(new RepositoryFile(text, TestSources.COMMIT, Trust.TRUSTED));
    }

    private static String row(SettingKey<?> key) {
        return "| `" + key.name() + "` | " + key.type().name() + " | "
                + key.fallback().map(text -> "`" + text + "`").orElse(key.unset()) + " | `" + key.environmentName()
                + "` | " + key.flag().map(flag -> "`" + flag.name() + "`").orElse("") + " | "
                + key.repository().summary() + " | `" + key.example() + "` | " + key.meaning() + " |";
    }
}
