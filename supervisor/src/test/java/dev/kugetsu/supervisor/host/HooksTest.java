package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.supervisor.coordination.AgentVerbs.EndReason;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Hooks.HookAnswer;
import dev.kugetsu.supervisor.coordination.Hooks.HookRequest;
import dev.kugetsu.supervisor.coordination.Presence;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// As claude-code calls; how each harness speaks is tested where its dialect is.
class HooksTest {

    @AutoClose
    private final World world;

    private final HookScene scene;

    HooksTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
        scene = new HookScene(world);
    }

    @Test
    void introducesAnAgent() {
        scene.lock("README.md");

        HookAnswer answer = scene.hook("SessionStart", "\"source\":\"startup\"");

        assertThat(answer.stdout()).contains("additionalContext", "kugetsu lock <path>", "locked: README.md @");
        assertThat(scene.show("c-1").harness()).contains("claude-code");
        assertThat(scene.show("c-1").presence()).isEqualTo(Presence.ACTIVE);
    }

    @Test
    void watchesTheProgramAboveTheHook() throws Exception {
        Process hook = new ProcessBuilder("sh", "-c", "sleep 60; true").start();
        try {
            world.supervisor()
                    .hooks()
                    .answer(new HookRequest(
                            "claude-code",
                            "SessionStart",
                            HookScene.input(world.repository, "SessionStart", "\"source\":\"startup\""),
                            Caller.in(Path.of("/")),
                            OptionalLong.of(hook.pid())));

            assertThat(scene.show("c-1").pid())
                    .contains(SystemProcesses.detect().current().pid());
        } finally {
            hook.descendants().forEach(ProcessHandle::destroyForcibly);
            hook.destroyForcibly().waitFor();
        }
    }

    @Test
    void endsWithTheSession() {
        scene.hook("SessionStart", "\"source\":\"startup\"");

        scene.hook("SessionEnd", "\"reason\":\"logout\"");

        assertThat(scene.show("c-1").endReason()).contains(EndReason.LOGOUT);
        assertThat(scene.hook("UserPromptSubmit", "\"prompt\":\"x\"").stdout())
                .as("it is resumed, and told anew how things stand")
                .contains("kugetsu-state");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "garbage", "{\"session_id\":", "{\"session_id\":7,\"cwd\":[]}"})
    void isSilentForWhatItCannotUnderstand(String input) {
        for (String event : List.of("PreToolUse", "SessionStart", "Stop", "Nonsense")) {
            assertThat(scene.answer("claude-code", event, input)).isEqualTo(HookAnswer.SILENCE);
        }
        assertThat(scene.answer("nobody", "PreToolUse", input)).isEqualTo(HookAnswer.SILENCE);
    }

    @Test
    void isSilentOutsideOfRepositories() {
        assertThat(scene.hookIn(world.folder, "SessionStart", "\"source\":\"startup\""))
                .isEqualTo(HookAnswer.SILENCE);
    }
}
