package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.RegisterAgent;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.LockVerbs;
import dev.kugetsu.supervisor.coordination.LockVerbs.LockView;
import dev.kugetsu.supervisor.coordination.LockVerbs.ReleaseLock;
import dev.kugetsu.supervisor.coordination.Presence;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Agent sessions that share a program, or move to another.
class AgentsInProgramsTest {

    @AutoClose
    private final ProgramScene scene;

    private final World world;

    AgentsInProgramsTest(@TempDir Path folder) throws Exception {
        scene = new ProgramScene(folder);
        world = scene.world;
    }

    @Test
    void leavesOtherSessionsOfTheSameProgramAlone() throws Exception {
        OptionalLong program = scene.hookProcess();
        scene.hook("opencode", "SessionStart", "first", "\"source\":\"startup\"", program);
        scene.lock("README.md", world.caller("first"));

        scene.hook("opencode", "SessionStart", "second", "\"source\":\"startup\"", program);
        scene.hook("opencode", "PostToolUse", "second", "\"tool_name\":\"read\",\"tool_input\":{}", program);

        assertThat(scene.show("first").presence()).isEqualTo(Presence.ACTIVE);
        assertThat(scene.show("first").agent())
                .isNotEqualTo(scene.show("second").agent());
        assertThat(scene.locks()).extracting(LockView::live).containsExactly(true);
        scene.send(scene.show("first").agent());
        assertThat(scene.hook("opencode", "UserPromptSubmit", "first", "\"a\":1", program)
                        .stdout())
                .contains("for you");
    }

    @Test
    void takesTheOneHeardOfLastForWhoIsKnownByItsProgramAlone() {
        world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, scene.asProgram("first"));
        world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, scene.asProgram("second"));
        Caller program = scene.program();
        assertThat(scene.lock("a", program).agentSessionId()).contains("second");

        scene.lock("b", scene.asProgram("first"));

        assertThat(scene.lock("c", program).agentSessionId()).contains("first");
    }

    @Test
    void mayBeNamedInAProgramThatHasAnother() {
        world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, world.caller("x"));
        world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, scene.asProgram("y"));

        assertThat(world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, scene.asProgram("x"))
                        .pid())
                .contains(ProgramScene.me().pid());
        assertThat(scene.show("y").presence()).isEqualTo(Presence.ACTIVE);
    }

    @Test
    void livesInTheProgramThatItsHooksComeFrom() throws Exception {
        Process program = scene.start("sleep", "60");
        world.perform(
                AgentVerbs.REGISTER,
                RegisterAgent.UNNAMED,
                world.caller("c-1")
                        .asProcess(SystemProcesses.detect().find(program.pid()).orElseThrow()));
        program.destroyForcibly().waitFor();
        assertThat(scene.show("c-1").presence()).isEqualTo(Presence.DEAD);

        scene.hook("claude-code", "SessionStart", "c-1", "\"source\":\"resume\"", scene.hookProcess());

        assertThat(scene.show("c-1").presence()).isEqualTo(Presence.ACTIVE);
        assertThat(scene.show("c-1").pid()).contains(ProgramScene.me().pid());
        scene.lock("README.md", world.caller("c-1"));
        assertThat(scene.locks()).extracting(LockView::live).containsExactly(true);
    }

    @Test
    void staysWithItsProgramAsLongAsThatLives() throws Exception {
        Process program = scene.start("sleep", "60");
        ProcessIdentity living = SystemProcesses.detect().find(program.pid()).orElseThrow();
        world.perform(
                AgentVerbs.REGISTER, RegisterAgent.UNNAMED, world.caller("c-1").asProcess(living));

        scene.hook("claude-code", "UserPromptSubmit", "c-1", "\"prompt\":\"x\"", scene.hookProcess());

        assertThat(scene.show("c-1").pid()).contains(living.pid());
    }

    @Test
    void isNoPersonInATerminalThatAnAgentHasOpened() throws Exception {
        scene.lock("theirs", world.caller("somebody"));
        world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, scene.asProgram("first"));
        ProcessIdentity shell = SystemProcesses.detect()
                .find(scene.start("sh", "-c", "sleep 60; true").pid())
                .orElseThrow();
        Caller terminal = Caller.in(world.repository).asProcess(shell).asOperator();

        assertThat(scene.lock("mine", terminal).agentSessionId()).contains("first");
        assertThatThrownBy(() -> world.perform(
                        LockVerbs.RELEASE, new ReleaseLock(Optional.of("theirs"), Optional.empty(), false), terminal))
                .hasMessageContaining("is not yours");
        assertThat(world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, terminal)
                        .pid())
                .contains(ProgramScene.me().pid());
        assertThat(scene.show("first").pid()).contains(ProgramScene.me().pid());
        assertThat(scene.lock("b", world.operator()).agent()).isEqualTo("operator");
    }

    @Test
    void isAPersonInAnyOtherTerminal() throws Exception {
        ProcessIdentity shell = SystemProcesses.detect()
                .find(scene.start("sh", "-c", "sleep 60; true").pid())
                .orElseThrow();

        assertThat(scene.lock("a", Caller.in(world.repository).asProcess(shell).asOperator())
                        .agent())
                .isEqualTo("operator");
    }
}
