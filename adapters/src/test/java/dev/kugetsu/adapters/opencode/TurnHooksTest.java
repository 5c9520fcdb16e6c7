package dev.kugetsu.adapters.opencode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kugetsu.adapters.Deadlines;
import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.TurnFolder;
import dev.kugetsu.adapters.TurnRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnHooksTest {

    private static final Optional<Path> PROGRAM = Optional.of(Path.of("/opt/my tools/kugetsu-hook"));

    @TempDir
    private Path folder;

    @Test
    void putsAPluginIntoTheTurnsOwnFolderForTemporaryFiles() throws Exception {
        JsonNode configuration = configuration("");

        assertThat(configuration)
                .isEqualTo(OpencodeJson.MAPPER.readTree("{\"plugin\":[\"" + plugin().toUri() + "\"]}"));
        assertThat(plugin().getParent()).isEqualTo(folder.resolve("tmp"));
        assertThat(Files.readString(plugin())).contains("[\"/opt/my tools/kugetsu-hook\",\"hook\",\"opencode\"]");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(plugin().getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void addsThePluginToWhatTheUsersVariableSays() throws Exception {
        JsonNode configuration = configuration("""
                {
                  // mine
                  "model": "acme/large", "plugin": ["mine", ["other", {"a": [1, null, 1.50]}],], /* what I like */
                  "provider": {"acme": {"options": {"apiKey": "{env:ACME_KEY}", "big": 12345678901234567890}}},
                }
                """);

        assertThat(configuration).isEqualTo(OpencodeJson.MAPPER.readTree("""
                        {
                          "model": "acme/large", "plugin": ["mine", ["other", {"a": [1, null, 1.50]}], "%s"],
                          "provider": {"acme": {"options": {"apiKey": "{env:ACME_KEY}", "big": 12345678901234567890}}}
                        }
                        """.formatted(plugin().toUri())));
        assertThat(plugin()).exists();
    }

    /// Or each turn would wait for more than a minute where no registry of npm can be had.
    @Test
    void letsNpmTryButOnce() throws Exception {
        assertThat(prepare("{}", PROGRAM)).containsEntry("npm_config_fetch_retries", "0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"model\":", "[]", "7", "{} {}", "{\"plugin\":\"mine\"}", "{\"timeout\": {env:TIMEOUT}}"})
    void leavesAloneWhatItCannotAddTo(String given) throws Exception {
        assertThat(prepare(given, PROGRAM)).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void addsNothingToATurnThatIsToCallNobody() throws Exception {
        assertThat(prepare("{\"model\":\"acme/large\"}", Optional.empty())).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    private Path plugin() {
        return folder.resolve("tmp/kugetsu-hooks.mjs");
    }

    private JsonNode configuration(String given) throws Exception {
        Map<String, String> added = prepare(given, PROGRAM);
        assertThat(added).containsOnlyKeys("OPENCODE_CONFIG_CONTENT", "npm_config_fetch_retries");
        return OpencodeJson.MAPPER.readTree(added.get("OPENCODE_CONFIG_CONTENT"));
    }

    private Map<String, String> prepare(String given, Optional<Path> hookProgram) throws HarnessException {
        Duration day = Duration.ofDays(1);
        OpencodeOptions options =
                new OpencodeOptions(Optional.empty(), Map.of("OPENCODE_CONFIG_CONTENT", given), folder, day);
        return new TurnHooks(options)
                .prepare(new TurnRequest(
                        "t-1",
                        new TurnFolder(folder),
                        folder,
                        Optional.empty(),
                        "a title",
                        Optional.empty(),
                        List.of(),
                        Map.of(),
                        hookProgram,
                        new Deadlines(day, day, day),
                        TurnRequest.Diagnostics.NORMAL));
    }
}
