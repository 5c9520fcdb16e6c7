package dev.kugetsu.adapters.hook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HookLaunchesTest {

    private static final HookCommand COMMAND = new HookCommand(List.of("/opt/my tools/kugetsu"));
    private static final Path FOLDER = Path.of("/private/launch");

    @Test
    void givesClaudeItsHooksOnTheCommandLine() throws Exception {
        LaunchHooks launch = launch("claude-code");

        JsonNode hooks =
                new ObjectMapper().readTree(launch.arguments().getLast()).path("hooks");
        assertThat(launch.arguments()).hasSize(2).first().isEqualTo("--settings");
        assertThat(hooks.path("PreToolUse").path(0).path("matcher").asText()).contains("NotebookEdit");
        assertThat(hooks.path("Stop")
                        .path(0)
                        .path("hooks")
                        .path(0)
                        .path("timeout")
                        .asInt())
                .isEqualTo(5);
        assertThat(launch.environment()).isEmpty();
        assertThat(launch.files()).isEmpty();
    }

    @Test
    void givesCodexItsHooksAsToml() {
        assertThat(launch("codex").arguments())
                .startsWith("--dangerously-bypass-hook-trust")
                .contains("hooks.Stop=[{hooks=[{command=\"'/opt/my tools/kugetsu' hook codex Stop\",timeout=5,"
                        + "type=\"command\"}]}]");
    }

    @Test
    void givesOpencodeAPluginThatCallsTheCommand() {
        LaunchHooks launch = launch("opencode");

        assertThat(launch.environment())
                .isEqualTo(Map.of(
                        "OPENCODE_CONFIG_CONTENT", "{\"plugin\":[\"file:///private/launch/kugetsu-hooks.mjs\"]}"));
        assertThat(launch.files().get(FOLDER.resolve("kugetsu-hooks.mjs")))
                .contains("const COMMAND = [\"/opt/my tools/kugetsu\",\"hook\",\"opencode\"]");
    }

    @Test
    void givesQwenDefaultsOfASystemOfItsOwn() {
        LaunchHooks launch = launch("qwen");

        assertThat(launch.environment())
                .containsEntry("QWEN_CODE_SYSTEM_DEFAULTS_PATH", "/private/launch/qwen-hooks.json");
        assertThat(launch.files()).containsOnlyKeys(FOLDER.resolve("qwen-hooks.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"copilot", "kimi", "grok", "gemini", "cursor", "emacs"})
    void hasNothingForThoseThatTakeNoHooksFromOutside(String harness) {
        assertThat(HookLaunches.find(harness, COMMAND, FOLDER)).isEmpty();
    }

    private static LaunchHooks launch(String harness) {
        return HookLaunches.find(harness, COMMAND, FOLDER).orElseThrow();
    }
}
