package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.EndAgent;
import dev.kugetsu.supervisor.coordination.AgentVerbs.EndReason;
import dev.kugetsu.supervisor.coordination.AgentVerbs.RegisterAgent;
import dev.kugetsu.supervisor.coordination.Hooks.HookAnswer;
import dev.kugetsu.supervisor.coordination.Presence;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Agent sessions that have ended, and come back or do not.
class ReturningAgentsTest {

    @AutoClose
    private final ProgramScene scene;

    private final World world;

    ReturningAgentsTest(@TempDir Path folder) throws Exception {
        scene = new ProgramScene(folder);
        world = scene.world;
    }

    @Test
    void isTheSameAgentWhenItsSessionIsResumed() {
        scene.hook("claude-code", "SessionStart", "c-1", "\"source\":\"startup\"", OptionalLong.empty());
        String agent = scene.show("c-1").agent();
        scene.hook("claude-code", "SessionEnd", "c-1", "\"reason\":\"prompt_input_exit\"", OptionalLong.empty());
        assertThat(scene.show(agent).presence()).isEqualTo(Presence.ENDED);

        HookAnswer again =
                scene.hook("claude-code", "SessionStart", "c-1", "\"source\":\"resume\"", OptionalLong.empty());

        assertThat(again.stdout()).contains("additionalContext");
        assertThat(scene.show(agent).agentSessionId()).isEqualTo("c-1.2");
        assertThat(scene.show(agent).presence()).isEqualTo(Presence.ACTIVE);
        assertThat(scene.show(agent).harness()).contains("claude-code");
        scene.send(agent);
        assertThat(scene.hook("claude-code", "UserPromptSubmit", "c-1", "\"prompt\":\"x\"", OptionalLong.empty())
                        .stdout())
                .contains("for you");
        assertThat(scene.lock("README.md", world.caller("c-1")).agentSessionId())
                .contains("c-1.2");
        assertThat(scene.lock("README.md", world.caller("c-1.2")).created()).isFalse();
        scene.hook("claude-code", "SessionEnd", "c-1", "\"reason\":\"logout\"", OptionalLong.empty());
        assertThat(scene.show("c-1.2").endReason()).contains(EndReason.LOGOUT);
        scene.hook("claude-code", "SessionStart", "c-1", "\"source\":\"resume\"", OptionalLong.empty());
        assertThat(scene.show(agent).agentSessionId()).isEqualTo("c-1.3");
    }

    @Test
    void isOverWhenItsProgramGoesOnWithAnother() throws Exception {
        OptionalLong program = scene.hookProcess();
        scene.hook("claude-code", "SessionStart", "c-1", "\"source\":\"startup\"", program);

        scene.hook("claude-code", "SessionEnd", "c-1", "\"reason\":\"resume\"", program);
        scene.hook("claude-code", "SessionStart", "c-2", "\"source\":\"resume\"", program);

        assertThat(scene.show("c-1").presence()).isEqualTo(Presence.ENDED);
        assertThat(scene.show("c-2").presence()).isEqualTo(Presence.ACTIVE);
    }

    @Test
    void isBackWhenItIsAskedSomething() {
        scene.hook("opencode", "SessionStart", "c-1", "\"source\":\"startup\"", OptionalLong.empty());
        String agent = scene.show("c-1").agent();
        world.perform(AgentVerbs.END, new EndAgent(Optional.of(EndReason.CRASH)), world.caller("c-1"));
        scene.send(agent);

        assertThat(scene.hook(
                        "opencode",
                        "PostToolUse",
                        "c-1",
                        "\"tool_name\":\"read\",\"tool_input\":{}",
                        OptionalLong.empty()))
                .isEqualTo(HookAnswer.SILENCE);
        assertThat(scene.hook("opencode", "UserPromptSubmit", "c-1", "\"a\":1", OptionalLong.empty())
                        .stdout())
                .contains("for you");
        assertThat(scene.show(agent).presence()).isEqualTo(Presence.ACTIVE);
    }

    @Test
    void staysEndedForWhoeverOnlySaysSo() {
        world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, world.caller("c-1"));
        world.perform(AgentVerbs.END, new EndAgent(Optional.empty()), world.caller("c-1"));

        assertThatThrownBy(() -> world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, world.caller("c-1")))
                .hasMessageContaining("has ended");
        assertThatThrownBy(() -> scene.lock("README.md", world.caller("c-1"))).hasMessageContaining("has ended");
    }
}
