package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.AgentView;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ClaimIssue;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ClaimView;
import dev.kugetsu.supervisor.coordination.AgentVerbs.EndAgent;
import dev.kugetsu.supervisor.coordination.AgentVerbs.RegisterAgent;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.JournalVerbs;
import dev.kugetsu.supervisor.coordination.JournalVerbs.AddDecision;
import dev.kugetsu.supervisor.coordination.JournalVerbs.DecisionView;
import dev.kugetsu.supervisor.coordination.JournalVerbs.JournalEntry;
import dev.kugetsu.supervisor.coordination.JournalVerbs.ListDecisions;
import dev.kugetsu.supervisor.coordination.JournalVerbs.ReadJournal;
import dev.kugetsu.supervisor.coordination.LockVerbs.LockView;
import dev.kugetsu.supervisor.coordination.MessageVerbs.MailView;
import dev.kugetsu.supervisor.coordination.Presence;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Agent sessions of which at first only the name is known, or only the program.
class AgentsNamedLaterTest {

    @AutoClose
    private final ProgramScene scene;

    private final World world;

    AgentsNamedLaterTest(@TempDir Path folder) throws Exception {
        scene = new ProgramScene(folder);
        world = scene.world;
    }

    @Test
    void goesOnAsTheAgentThatOnlyItsProgramTold() {
        Caller program = scene.program();
        AgentView nameless = world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, program);
        scene.lock("README.md", program);

        AgentView named = world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, scene.asProgram("c-1"));
        AgentView other = world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, scene.asProgram("c-2"));

        assertThat(named.agent()).isEqualTo(nameless.agent());
        assertThat(named.agentSessionId()).isEqualTo(nameless.agentSessionId());
        assertThat(named.givenId()).contains("c-1");
        assertThat(scene.show("c-1").presence()).isEqualTo(Presence.ACTIVE);
        assertThat(other.agent()).isNotEqualTo(named.agent());
        assertThat(scene.lock("README.md", world.caller("c-1")).created())
                .as("still its own")
                .isFalse();
        assertThat(scene.list()).hasSize(2);
    }

    @Test
    void isFoundByTheIdThatItsHarnessHasToldLater() {
        world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, scene.program());
        AgentView named = world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, scene.asProgram("c-1"));
        scene.lock("README.md", world.caller("c-1"));
        world.perform(JournalVerbs.DECIDE, new AddDecision("so be it"), world.caller("c-1"));

        assertThat(scene.show("c-1").agentSessionId())
                .isEqualTo(named.agentSessionId())
                .isNotEqualTo("c-1");
        assertThat(scene.show("c-").agentSessionId()).isEqualTo(named.agentSessionId());
        scene.send("c-1");
        assertThat(scene.inbox(world.caller("c-1"))).extracting(MailView::text).containsExactly("for you");
        assertThat(world.perform(
                        JournalVerbs.LOG,
                        new ReadJournal(
                                Optional.empty(), Optional.of("c-1"), Optional.of("lock_acquired"), Optional.empty()),
                        world.caller("c-1")))
                .extracting(JournalEntry::agentSessionId)
                .containsExactly(Optional.of(named.agentSessionId()));
        assertThat(world.perform(
                        JournalVerbs.DECISIONS,
                        new ListDecisions(Optional.empty(), Optional.of("c-1"), Optional.empty()),
                        world.caller("c-1")))
                .extracting(DecisionView::text)
                .containsExactly("so be it");
    }

    /// Whose life it is that another one lasts says nothing of who they are.
    @Test
    void isNobodyElseWhoOnlyLastsAsLongAsIt() {
        Caller program = scene.program();
        AgentView nameless = world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, program);
        scene.lock("README.md", program);

        AgentView helper = world.perform(AgentVerbs.REGISTER, heldFor(ProgramScene.me()), world.caller("x"));
        AgentView again = world.perform(AgentVerbs.REGISTER, heldFor(ProgramScene.me()), world.caller("x"));

        assertThat(helper.agent()).isNotEqualTo(nameless.agent()).isEqualTo(again.agent());
        assertThat(again.pid()).contains(ProgramScene.me().pid());
        assertThat(scene.locks()).extracting(LockView::agent).containsExactly(nameless.agent());
        assertThat(scene.show(nameless.agentSessionId()).givenId()).isEmpty();
    }

    private static RegisterAgent heldFor(ProcessIdentity process) {
        return RegisterAgent.UNNAMED.heldFor(process.pid());
    }

    /// A variable has named it, a connection has not, and a hook tells both.
    @Test
    void livesInTheProgramThatIsToldAfterItsName() throws Exception {
        world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, world.caller("c-1"));
        Caller program = scene.program();
        world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, program);
        scene.lock("README.md", program);

        scene.hook("claude-code", "UserPromptSubmit", "c-1", "\"prompt\":\"x\"", scene.hookProcess());

        assertThat(scene.list()).hasSize(1);
        assertThat(scene.show("c-1").pid()).contains(ProgramScene.me().pid());
        assertThat(scene.locks()).extracting(LockView::agentSessionId).containsExactly(Optional.of("c-1"));
    }

    /// A server of its own was quicker than the hook that says whom the program has resumed.
    @Test
    void isNobodyElseUntilItsHarnessSaysWhoItIs() throws Exception {
        world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, world.caller("c-1"));
        world.perform(AgentVerbs.END, new EndAgent(Optional.empty()), world.caller("c-1"));
        Caller program = scene.program();
        String stranger = world.perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, program)
                .agent();
        scene.lock("README.md", program);
        world.perform(AgentVerbs.CLAIM, new ClaimIssue("#1", Optional.empty()), program);
        scene.send(stranger);
        scene.send("all");

        scene.hook("claude-code", "SessionStart", "c-1", "\"source\":\"resume\"", scene.hookProcess());

        String agent = scene.show("c-1").agent();
        assertThat(scene.list())
                .filteredOn(session -> !session.agentSessionId().equals("somebody"))
                .extracting(AgentView::agent)
                .containsExactly(agent, agent);
        assertThat(scene.locks()).extracting(LockView::agent).containsExactly(agent);
        assertThat(scene.show("c-1.2").claims()).extracting(ClaimView::agent).containsExactly(agent);
        assertThat(scene.lock("README.md", program).agentSessionId()).contains("c-1.2");
        assertThat(scene.inbox(world.caller("c-1.2")))
                .as("what was sent to the one that it was taken for")
                .hasSize(2);
        assertThatThrownBy(() -> scene.send(stranger)).hasMessageContaining(stranger);
    }
}
