package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.hook.HookDialect;
import dev.kugetsu.adapters.hook.HookDialects;
import dev.kugetsu.supervisor.coordination.Hooks.HookAnswer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What hooks write down while they let an agent go on.
class HookLogTest {

    @AutoClose
    private final World world;

    private final HookScene scene;

    HookLogTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
        scene = new HookScene(world);
    }

    @Test
    void writesDownWhyItIsSilent() throws Exception {
        scene.answer("claude-code", "PreToolUse", "garbage");

        assertThat(Files.readString(world.home.resolve("logs/hooks.log"))).contains("claude-code PreToolUse:");
    }

    static Stream<String> harnesses() {
        return HookDialects.list().stream().map(HookDialect::harness);
    }

    /// What lets an agent go on unasked leaves one line each.
    @ParameterizedTest
    @MethodSource("harnesses")
    void writesDownWhatIsWrongWithACall(String harness) throws Exception {
        String tool = List.of("gemini").contains(harness) ? "BeforeTool" : "PreToolUse";
        scene.answer(harness, tool, "{\"session_id\":5,\"cwd\":[],\"tool_name\":{},\"tool_input\":\"x\"}");
        scene.answer(
                harness,
                "Bogus\n\u200b\u001b[2J" + "x".repeat(100),
                HookScene.input(world.repository, "Bogus", "\"x\":1"));

        assertThat(Files.readAllLines(world.home.resolve("logs/hooks.log")))
                .satisfiesExactly(
                        line -> assertThat(line).endsWith(harness + " " + tool + ": wrong type of cwd, tool_name"),
                        line -> assertThat(line)
                                .contains(harness + " Bogus [2Jxxx")
                                .endsWith("…: there is no such event")
                                .hasSizeLessThan(140));
    }

    @Test
    void writesDownThatAnEditNamesNoFileAndJudgesWhatItCan() throws Exception {
        scene.lock("README.md");
        String edit = "{\"cwd\":[],\"tool_name\":\"Edit\",\"tool_input\":{\"file_path\":\""
                + world.repository.resolve("README.md") + "\"}}";

        assertThat(scene.answer("claude-code", "PreToolUse", edit).stdout()).contains("README.md is locked by");
        assertThat(scene.hook("PreToolUse", "\"tool_name\":\"Edit\",\"tool_input\":\"README.md\""))
                .isEqualTo(HookAnswer.SILENCE);
        scene.edit("README.md");

        assertThat(Files.readAllLines(world.home.resolve("logs/hooks.log")))
                .satisfiesExactly(
                        line -> assertThat(line).endsWith(": wrong type of cwd"),
                        line -> assertThat(line).endsWith(": the arguments of its tool name no file"));
    }
}
