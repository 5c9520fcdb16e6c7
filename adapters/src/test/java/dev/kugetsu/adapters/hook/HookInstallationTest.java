package dev.kugetsu.adapters.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kugetsu.adapters.hook.HookInstallation.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Settings of harnesses, with and without ours.
class HookInstallationTest {

    private static final HookCommand COMMAND = new HookCommand(List.of("/opt/my tools/kugetsu"));
    private static final HookCommand MOVED = new HookCommand(List.of("/usr/bin/kugetsu"));
    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    @TempDir
    Path folder;

    private Path repository;

    @BeforeEach
    void makeRepository() throws IOException {
        repository = Files.createDirectories(folder.toRealPath().resolve("repository"));
    }

    static Stream<String> harnesses() {
        return HookDialects.list().stream().map(HookDialect::harness);
    }

    @ParameterizedTest
    @MethodSource("harnesses")
    void makesAFileAndTakesItAwayAgain(String harness) throws Exception {
        HookInstallation installation = installation(harness);

        assertThat(installation.status(repository, COMMAND)).isEqualTo(State.ABSENT);
        assertThat(installation.install(repository, COMMAND)).isTrue();
        assertThat(installation.file(repository)).content().contains("kugetsu");
        assertThat(installation.isAlone(repository)).isTrue();
        assertThat(installation.status(repository, COMMAND)).isEqualTo(State.INSTALLED);
        assertThat(installation.install(repository, COMMAND)).isFalse();
        assertThat(installation.remove(repository)).isTrue();
        assertThat(installation.remove(repository)).isFalse();

        assertThat(installation.file(repository)).doesNotExist();
        assertThat(repository).isEmptyDirectory();
        assertThat(folder.resolve("kimi")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("harnesses")
    void leavesFoldersAndLinksThatHaveMoreToThem(String harness) throws Exception {
        HookInstallation installation = installation(harness);
        Path parent = Objects.requireNonNull(installation.file(repository).getParent());
        Files.createDirectories(parent);
        Files.delete(parent);
        Path real = Files.createDirectories(repository.resolve("real"));
        Files.createSymbolicLink(parent, harness.equals("kimi") ? folder.resolve("real") : real);
        Files.createDirectories(folder.resolve("real"));

        installation.install(repository, COMMAND);
        installation.remove(repository);

        assertThat(parent).isSymbolicLink();
        assertThat(real).isEmptyDirectory();
        Files.delete(parent);
        Files.createDirectories(parent.resolve("mine"));
        installation.install(repository, COMMAND);
        installation.remove(repository);
        assertThat(parent.resolve("mine")).isDirectory();
    }

    @ParameterizedTest
    @MethodSource("harnesses")
    void replacesWhatAnEarlierProgramHasInstalled(String harness) throws Exception {
        HookInstallation installation = installation(harness);
        installation.install(repository, COMMAND);

        assertThat(installation.status(repository, MOVED)).isEqualTo(State.OUTDATED);
        assertThat(installation.install(repository, MOVED)).isTrue();

        assertThat(installation.file(repository))
                .content()
                .contains("/usr/bin/kugetsu")
                .doesNotContain("my tools");
        assertThat(installation.status(repository, MOVED)).isEqualTo(State.INSTALLED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\r\n \n",
                "{}",
                "{ }\n",
                "{\n  \"version\": 1\n}",
                "{\n}\n",
                "{\"model\":\"x\"}",
                "{\n  \"model\": \"x\"\n}\n",
                "{\r\n\t\"model\": \"x\",\r\n\t\"hooks\": {}\r\n}\r\n",
                "{\"hooks\": {\n  }, \"z\": 1}",
                "{\"hooks\": {\"PreToolUse\": [], \"Stop\": [ ]}}",
                "// mine\n{ /* a { */ \"a\": [1, 2,], // b\n  \"hooks\": {\"Stop\": [{\"hooks\": [{\"type\": \"command\","
                        + " \"command\": \"say \\\"}\\\"\"}]},\n ],}, // c\n}\n// d",
                "\n\n{\"hooks\": {\"preToolUse\": [{\"command\": \"mine\"}]}}\n\n",
                "{\"hooks\": {\"PreToolUse\": [\n  {\"hooks\": [{\"command\": \"kugetsu list\"}]}\n]}}"
            })
    void givesBackByteByByteWhatWasThere(String settings) throws Exception {
        for (String harness : List.of("claude-code", "codex", "gemini", "qwen", "cursor")) {
            HookInstallation installation = installation(harness);
            Path file = write(installation, settings);

            installation.install(repository, COMMAND);
            JsonNode installed = LENIENT.readTree(file.toFile()).path("hooks");
            assertThat(installation.install(repository, COMMAND)).isFalse();
            installation.install(repository, MOVED);
            assertThat(installation.isAlone(repository)).isFalse();
            installation.remove(repository);

            assertThat(installed.findValuesAsText("command")).anyMatch(line -> line.contains("hook " + harness));
            assertThat(file).hasContent(settings);
            assertThat(Files.readString(file)).isEqualTo(settings);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "default_model = \"x\"",
                "[a]\nb = 1 # c\n",
                "[a]\nhooks = 1\n",
                "\r\n[a]\r\nb = '''\nc'''\r\n"
            })
    void givesBackWhatTomlWasThere(String settings) throws Exception {
        HookInstallation installation = installation("kimi");
        Path file = write(installation, settings);

        installation.install(repository, COMMAND);
        installation.install(repository, MOVED);
        assertThat(Files.readString(file)).startsWith(settings).containsOnlyOnce("event = \"Stop\"");
        installation.remove(repository);

        assertThat(Files.readString(file)).isEqualTo(settings);
    }

    @Test
    void leavesAloneWhatWasAddedMeanwhile() throws Exception {
        HookInstallation installation = installation("claude-code");
        installation.install(repository, COMMAND);
        Path file = installation.file(repository);
        String installed = Files.readString(file);
        String mine = "{\"command\":\"mine\",\"type\":\"command\"}";
        Files.writeString(file, installed.replaceFirst("\"hooks\":\\[\\{", "\"hooks\":[" + mine + ",{"));

        installation.remove(repository);

        JsonNode left = LENIENT.readTree(file.toFile());
        assertThat(left.findValuesAsText("command")).containsExactly("mine");
        assertThat(left.path("hooks").size()).isEqualTo(1);
    }

    @Test
    void keepsThePermissionsOfTheFile() throws Exception {
        HookInstallation installation = installation("gemini");
        Path file = write(installation, "{}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        installation.install(repository, COMMAND);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**.kugetsu-*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "[]", "{\"hooks\": 1}", "{\"hooks\": {\"PreToolUse\": {}}}", "{'a': 1}", "{\"a\" 1}", "{} x"
            })
    void refusesABrokenFileAndLeavesIt(String broken) throws Exception {
        HookInstallation installation = installation("claude-code");
        Path file = write(installation, broken);

        assertThatThrownBy(() -> installation.install(repository, COMMAND))
                .isInstanceOf(HookFileException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("try again");
        assertThat(Files.readString(file)).isEqualTo(broken);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[model",
                "a = ",
                "a = 1\na = 2\n",
                "key = \"s3cret\nb = 1\n",
                "a = \"\"\"\nno end\n",
                "hooks = []\n",
                "[hooks]\nevent = 1\n",
                "hooks.event = 1\n"
            })
    void refusesBrokenTomlAndLeavesIt(String broken) throws Exception {
        HookInstallation installation = installation("kimi");
        Path file = write(installation, broken);

        assertThatThrownBy(() -> installation.install(repository, COMMAND))
                .isInstanceOf(HookFileException.class)
                .hasMessageContaining(file + " cannot be changed: it")
                .hasMessageEndingWith("mend it, or move it away, and try again")
                .hasMessageNotContaining("s3cret");
        assertThat(Files.readString(file)).isEqualTo(broken);
    }

    @Test
    void saysInWhichLineTomlIsBroken() throws Exception {
        HookInstallation installation = installation("kimi");
        write(installation, "a = 1\n[b]\nc = = 2\n");

        assertThatThrownBy(() -> installation.install(repository, COMMAND))
                .hasMessageContaining("it is no TOML in line 3");
    }

    /// What it says is left to whoever mends the file.
    @Test
    void takesOursOutOfTomlThatWasBrokenMeanwhile() throws Exception {
        HookInstallation installation = installation("kimi");
        Path file = write(installation, "[model]\n");
        installation.install(repository, COMMAND);
        Files.writeString(file, Files.readString(file).replace("[model]", "[broken"));

        installation.remove(repository);

        assertThat(Files.readString(file)).isEqualTo("[broken\n");
    }

    @Test
    void refusesAFileOfItsNameThatSomebodyElseHasMade() throws Exception {
        HookInstallation installation = installation("opencode");
        Path file = write(installation, "export default 1\n");

        assertThatThrownBy(() -> installation.install(repository, COMMAND)).hasMessageContaining("has not made it");
        assertThat(installation.remove(repository)).isFalse();
        assertThat(file).hasContent("export default 1\n");
    }

    @Test
    void followsNoLinkOutOfTheRepository() throws Exception {
        HookInstallation installation = installation("claude-code");
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.createSymbolicLink(repository.resolve(".claude"), elsewhere);

        assertThatThrownBy(() -> installation.install(repository, COMMAND))
                .isInstanceOf(HookFileException.class)
                .hasMessageContaining("out of the repository");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void writesThroughALinkWithinTheRepository() throws Exception {
        HookInstallation installation = installation("claude-code");
        Path shared = Files.writeString(repository.resolve("shared.json"), "{}");
        Path file = installation.file(repository);
        Files.createDirectories(file.getParent());
        Files.createSymbolicLink(file, Path.of("../shared.json"));

        installation.install(repository, COMMAND);

        assertThat(file).isSymbolicLink();
        assertThat(shared).content().contains("kugetsu");
    }

    @Test
    void wantsACommandThatIsFoundAgain() {
        assertThatThrownBy(() -> new HookCommand(List.of("/bin/other"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(COMMAND.line("codex", "Stop")).isEqualTo("'/opt/my tools/kugetsu' hook codex Stop");
    }

    private HookInstallation installation(String harness) {
        return HookInstallations.of(
                        Map.of("KIMI_CODE_HOME", folder.resolve("kimi").toString()), folder)
                .find(harness)
                .orElseThrow();
    }

    private Path write(HookInstallation installation, String text) throws IOException {
        Path file = installation.file(repository);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
