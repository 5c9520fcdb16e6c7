package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.AgentView;
import dev.kugetsu.supervisor.coordination.AgentVerbs.RegisterAgent;
import dev.kugetsu.supervisor.coordination.LockVerbs;
import dev.kugetsu.supervisor.coordination.LockVerbs.AcquireLock;
import dev.kugetsu.supervisor.coordination.LockVerbs.ReleaseLock;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What agents and their sessions are called.
class AgentNamesTest {

    @AutoClose
    private final World world;

    private final AgentRoster roster;

    AgentNamesTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
        roster = new AgentRoster(world);
    }

    @Test
    void keepsTheAgentWhenNoneIsNamed() {
        roster.register("brave-heron", "m-1", "x-1");

        assertThat(world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, world.caller("x-1"))
                        .agent())
                .isEqualTo("brave-heron");
    }

    @Test
    void takesAnotherNameOnlyWhileItHasNothing() {
        roster.register("brave-heron", "m", "x-1");
        world.perform(
                LockVerbs.ACQUIRE,
                new AcquireLock(
                        Optional.of("README.md"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                world.caller("x-1"));

        assertThatThrownBy(() -> roster.register("polite-owl", "m", "x-1"))
                .hasMessageContaining("you are agent 'brave-heron', and have locks, branches or tasks");

        world.perform(
                LockVerbs.RELEASE,
                new ReleaseLock(Optional.of("README.md"), Optional.empty(), false),
                world.caller("x-1"));
        assertThat(roster.register("polite-owl", "m", "x-1").agent()).isEqualTo("polite-owl");
    }

    @Test
    void makesANameUp() {
        AgentView one = world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, world.caller("x-1"));
        AgentView two = world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, world.caller("x-2"));

        assertThat(one.agent()).matches("[a-z]+-[a-z]+").isNotEqualTo(two.agent());
    }

    @Test
    void refusesANameThatIsTaken() {
        roster.register("brave-heron", "m", "x-1");

        assertThatThrownBy(() -> world.perform(
                        AgentVerbs.REGISTER,
                        RegisterAgent.UNNAMED.named("brave-heron").orRefused(),
                        world.caller("x-2")))
                .isInstanceOf(KugetsuException.class)
                .hasMessage("agent name 'brave-heron' already taken");
        assertThat(roster.register("brave-heron", "m", "x-2").agent()).isEqualTo("brave-heron");
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator", "all", "kugetsu", "you", "Brave", "a b", "", "-x", "a\u001b[31m"})
    void refusesWhatIsNoName(String name) {
        assertThatThrownBy(() -> roster.register(name, "m", "x-1")).isInstanceOf(KugetsuException.class);
        assertThat(roster.list()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$SESSION", "${SESSION}", "{}", "<id>", "<>", "%ID%", "a b", "", "a\nb", "ü"})
    void refusesWhatIsNoSession(String session) {
        assertThatThrownBy(() -> world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, world.caller(session)))
                .isInstanceOf(KugetsuException.class)
                .extracting(failure -> ((KugetsuException) failure).kind())
                .isEqualTo(Kind.INVALID_INPUT);
    }

    @Test
    void findsByAnyUniqueBeginning() {
        world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, world.caller("xy-1"));
        world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, world.caller("xz_2"));

        assertThat(roster.show("xy").agentSessionId()).isEqualTo("xy-1");
        assertThatThrownBy(() -> roster.show("x")).hasMessageContaining("xy-1, xz_2");
        assertThatThrownBy(() -> roster.show("x_")).hasMessageContaining("there is no agent");
        assertThatThrownBy(() -> roster.show("")).hasMessageContaining("there is no agent");
    }
}
