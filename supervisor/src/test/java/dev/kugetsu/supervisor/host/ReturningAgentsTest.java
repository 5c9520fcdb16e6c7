package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.AgentView;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ClaimIssue;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ClaimView;
import dev.kugetsu.supervisor.coordination.AgentVerbs.EndAgent;
import dev.kugetsu.supervisor.coordination.AgentVerbs.EndReason;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ListAgents;
import dev.kugetsu.supervisor.coordination.AgentVerbs.RegisterAgent;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ShowAgent;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.Hooks.HookAnswer;
import dev.kugetsu.supervisor.coordination.Hooks.HookRequest;
import dev.kugetsu.supervisor.coordination.JournalVerbs;
import dev.kugetsu.supervisor.coordination.JournalVerbs.AddDecision;
import dev.kugetsu.supervisor.coordination.JournalVerbs.DecisionView;
import dev.kugetsu.supervisor.coordination.JournalVerbs.JournalEntry;
import dev.kugetsu.supervisor.coordination.JournalVerbs.ListDecisions;
import dev.kugetsu.supervisor.coordination.JournalVerbs.ReadJournal;
import dev.kugetsu.supervisor.coordination.LockVerbs;
import dev.kugetsu.supervisor.coordination.LockVerbs.AcquireLock;
import dev.kugetsu.supervisor.coordination.LockVerbs.ListLocks;
import dev.kugetsu.supervisor.coordination.LockVerbs.LockView;
import dev.kugetsu.supervisor.coordination.LockVerbs.ReleaseLock;
import dev.kugetsu.supervisor.coordination.MessageVerbs;
import dev.kugetsu.supervisor.coordination.MessageVerbs.MailView;
import dev.kugetsu.supervisor.coordination.MessageVerbs.ReadInbox;
import dev.kugetsu.supervisor.coordination.MessageVerbs.SendMail;
import dev.kugetsu.supervisor.coordination.Presence;
import dev.kugetsu.supervisor.coordination.Verb;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Agent sessions that share a program, come back to one, or move to another.
class ReturningAgentsTest {

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();
    private World world;

    @BeforeEach
    void open() throws Exception {
        world = new World(folder);
    }

    @AfterEach
    void close() throws Exception {
        for (Process process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        world.close();
    }

    @Test
    void leavesOtherSessionsOfTheSameProgramAlone() throws Exception {
        OptionalLong program = hookProcess();
        hook("opencode", "SessionStart", "first", "\"source\":\"startup\"", program);
        perform(LockVerbs.ACQUIRE, lock("README.md"), as("first"));

        hook("opencode", "SessionStart", "second", "\"source\":\"startup\"", program);
        hook("opencode", "PostToolUse", "second", "\"tool_name\":\"read\",\"tool_input\":{}", program);

        assertThat(show("first").presence()).isEqualTo(Presence.ACTIVE);
        assertThat(show("first").agent()).isNotEqualTo(show("second").agent());
        assertThat(locks()).extracting(LockView::live).containsExactly(true);
        send(show("first").agent());
        assertThat(hook("opencode", "UserPromptSubmit", "first", "\"a\":1", program)
                        .stdout())
                .contains("for you");
    }

    @Test
    void takesTheOneHeardOfLastForWhoIsKnownByItsProgramAlone() {
        perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, asProgram("first"));
        perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, asProgram("second"));
        Caller program = Caller.in(world.repository).asProcess(me());
        assertThat(perform(LockVerbs.ACQUIRE, lock("a"), program).agentSessionId())
                .contains("second");

        perform(LockVerbs.ACQUIRE, lock("b"), asProgram("first"));

        assertThat(perform(LockVerbs.ACQUIRE, lock("c"), program).agentSessionId())
                .contains("first");
    }

    @Test
    void goesOnAsTheAgentThatOnlyItsProgramTold() {
        Caller program = Caller.in(world.repository).asProcess(me());
        AgentView nameless = perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, program);
        perform(LockVerbs.ACQUIRE, lock("README.md"), program);

        AgentView named = perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, asProgram("c-1"));
        AgentView other = perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, asProgram("c-2"));

        assertThat(named.agent()).isEqualTo(nameless.agent());
        assertThat(named.agentSessionId()).isEqualTo(nameless.agentSessionId());
        assertThat(named.givenId()).contains("c-1");
        assertThat(show("c-1").presence()).isEqualTo(Presence.ACTIVE);
        assertThat(other.agent()).isNotEqualTo(named.agent());
        assertThat(perform(LockVerbs.ACQUIRE, lock("README.md"), as("c-1")).created())
                .as("still its own")
                .isFalse();
        assertThat(list()).hasSize(2);
    }

    @Test
    void isFoundByTheIdThatItsHarnessHasToldLater() {
        perform(
                AgentVerbs.REGISTER,
                RegisterAgent.UNNAMED,
                Caller.in(world.repository).asProcess(me()));
        AgentView named = perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, asProgram("c-1"));
        perform(LockVerbs.ACQUIRE, lock("README.md"), as("c-1"));
        perform(JournalVerbs.DECIDE, new AddDecision("so be it"), as("c-1"));

        assertThat(show("c-1").agentSessionId())
                .isEqualTo(named.agentSessionId())
                .isNotEqualTo("c-1");
        assertThat(show("c-").agentSessionId()).isEqualTo(named.agentSessionId());
        send("c-1");
        assertThat(inbox(as("c-1"))).extracting(MailView::text).containsExactly("for you");
        assertThat(perform(
                        JournalVerbs.LOG,
                        new ReadJournal(
                                Optional.empty(), Optional.of("c-1"), Optional.of("lock_acquired"), Optional.empty()),
                        as("c-1")))
                .extracting(JournalEntry::agentSessionId)
                .containsExactly(Optional.of(named.agentSessionId()));
        assertThat(perform(
                        JournalVerbs.DECISIONS,
                        new ListDecisions(Optional.empty(), Optional.of("c-1"), Optional.empty()),
                        as("c-1")))
                .extracting(DecisionView::text)
                .containsExactly("so be it");
    }

    /// Whose life it is that another one lasts says nothing of who they are.
    @Test
    void isNobodyElseWhoOnlyLastsAsLongAsIt() {
        Caller program = Caller.in(world.repository).asProcess(me());
        AgentView nameless = perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, program);
        perform(LockVerbs.ACQUIRE, lock("README.md"), program);

        AgentView helper = perform(AgentVerbs.REGISTER, heldFor(me()), as("x"));
        AgentView again = perform(AgentVerbs.REGISTER, heldFor(me()), as("x"));

        assertThat(helper.agent()).isNotEqualTo(nameless.agent()).isEqualTo(again.agent());
        assertThat(again.pid()).contains(me().pid());
        assertThat(locks()).extracting(LockView::agent).containsExactly(nameless.agent());
        assertThat(show(nameless.agentSessionId()).givenId()).isEmpty();
    }

    private static RegisterAgent heldFor(ProcessIdentity process) {
        return RegisterAgent.UNNAMED.heldFor(process.pid());
    }

    /// A variable has named it, a connection has not, and a hook tells both.
    @Test
    void livesInTheProgramThatIsToldAfterItsName() throws Exception {
        perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, as("c-1"));
        Caller program = Caller.in(world.repository).asProcess(me());
        perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, program);
        perform(LockVerbs.ACQUIRE, lock("README.md"), program);

        hook("claude-code", "UserPromptSubmit", "c-1", "\"prompt\":\"x\"", hookProcess());

        assertThat(list()).hasSize(1);
        assertThat(show("c-1").pid()).contains(me().pid());
        assertThat(locks()).extracting(LockView::agentSessionId).containsExactly(Optional.of("c-1"));
    }

    /// A server of its own was quicker than the hook that says whom the program has resumed.
    @Test
    void isNobodyElseUntilItsHarnessSaysWhoItIs() throws Exception {
        perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, as("c-1"));
        perform(AgentVerbs.END, new EndAgent(Optional.empty()), as("c-1"));
        Caller program = Caller.in(world.repository).asProcess(me());
        String stranger =
                perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, program).agent();
        perform(LockVerbs.ACQUIRE, lock("README.md"), program);
        perform(AgentVerbs.CLAIM, new ClaimIssue("#1", Optional.empty()), program);
        send(stranger);
        send("all");

        hook("claude-code", "SessionStart", "c-1", "\"source\":\"resume\"", hookProcess());

        String agent = show("c-1").agent();
        assertThat(list())
                .filteredOn(session -> !session.agentSessionId().equals("somebody"))
                .extracting(AgentView::agent)
                .containsExactly(agent, agent);
        assertThat(locks()).extracting(LockView::agent).containsExactly(agent);
        assertThat(show("c-1.2").claims()).extracting(ClaimView::agent).containsExactly(agent);
        assertThat(perform(LockVerbs.ACQUIRE, lock("README.md"), program).agentSessionId())
                .contains("c-1.2");
        assertThat(inbox(as("c-1.2")))
                .as("what was sent to the one that it was taken for")
                .hasSize(2);
        assertThatThrownBy(() -> send(stranger)).hasMessageContaining(stranger);
    }

    @Test
    void mayBeNamedInAProgramThatHasAnother() {
        perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, as("x"));
        perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, asProgram("y"));

        assertThat(perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, asProgram("x"))
                        .pid())
                .contains(me().pid());
        assertThat(show("y").presence()).isEqualTo(Presence.ACTIVE);
    }

    @Test
    void isTheSameAgentWhenItsSessionIsResumed() {
        hook("claude-code", "SessionStart", "c-1", "\"source\":\"startup\"", OptionalLong.empty());
        String agent = show("c-1").agent();
        hook("claude-code", "SessionEnd", "c-1", "\"reason\":\"prompt_input_exit\"", OptionalLong.empty());
        assertThat(show(agent).presence()).isEqualTo(Presence.ENDED);

        HookAnswer again = hook("claude-code", "SessionStart", "c-1", "\"source\":\"resume\"", OptionalLong.empty());

        assertThat(again.stdout()).contains("additionalContext");
        assertThat(show(agent).agentSessionId()).isEqualTo("c-1.2");
        assertThat(show(agent).presence()).isEqualTo(Presence.ACTIVE);
        assertThat(show(agent).harness()).contains("claude-code");
        send(agent);
        assertThat(hook("claude-code", "UserPromptSubmit", "c-1", "\"prompt\":\"x\"", OptionalLong.empty())
                        .stdout())
                .contains("for you");
        assertThat(perform(LockVerbs.ACQUIRE, lock("README.md"), as("c-1")).agentSessionId())
                .contains("c-1.2");
        assertThat(perform(LockVerbs.ACQUIRE, lock("README.md"), as("c-1.2")).created())
                .isFalse();
        hook("claude-code", "SessionEnd", "c-1", "\"reason\":\"logout\"", OptionalLong.empty());
        assertThat(show("c-1.2").endReason()).contains(EndReason.LOGOUT);
        hook("claude-code", "SessionStart", "c-1", "\"source\":\"resume\"", OptionalLong.empty());
        assertThat(show(agent).agentSessionId()).isEqualTo("c-1.3");
    }

    @Test
    void isOverWhenItsProgramGoesOnWithAnother() throws Exception {
        OptionalLong program = hookProcess();
        hook("claude-code", "SessionStart", "c-1", "\"source\":\"startup\"", program);

        hook("claude-code", "SessionEnd", "c-1", "\"reason\":\"resume\"", program);
        hook("claude-code", "SessionStart", "c-2", "\"source\":\"resume\"", program);

        assertThat(show("c-1").presence()).isEqualTo(Presence.ENDED);
        assertThat(show("c-2").presence()).isEqualTo(Presence.ACTIVE);
    }

    @Test
    void isBackWhenItIsAskedSomething() {
        hook("opencode", "SessionStart", "c-1", "\"source\":\"startup\"", OptionalLong.empty());
        String agent = show("c-1").agent();
        perform(AgentVerbs.END, new EndAgent(Optional.of(EndReason.CRASH)), as("c-1"));
        send(agent);

        assertThat(hook(
                        "opencode",
                        "PostToolUse",
                        "c-1",
                        "\"tool_name\":\"read\",\"tool_input\":{}",
                        OptionalLong.empty()))
                .isEqualTo(HookAnswer.SILENCE);
        assertThat(hook("opencode", "UserPromptSubmit", "c-1", "\"a\":1", OptionalLong.empty())
                        .stdout())
                .contains("for you");
        assertThat(show(agent).presence()).isEqualTo(Presence.ACTIVE);
    }

    @Test
    void staysEndedForWhoeverOnlySaysSo() {
        perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, as("c-1"));
        perform(AgentVerbs.END, new EndAgent(Optional.empty()), as("c-1"));

        assertThatThrownBy(() -> perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, as("c-1")))
                .hasMessageContaining("has ended");
        assertThatThrownBy(() -> perform(LockVerbs.ACQUIRE, lock("README.md"), as("c-1")))
                .hasMessageContaining("has ended");
    }

    @Test
    void livesInTheProgramThatItsHooksComeFrom() throws Exception {
        Process program = start("sleep", "60");
        perform(
                AgentVerbs.REGISTER,
                RegisterAgent.UNNAMED,
                as("c-1").asProcess(SystemProcesses.detect().find(program.pid()).orElseThrow()));
        program.destroyForcibly().waitFor();
        assertThat(show("c-1").presence()).isEqualTo(Presence.DEAD);

        hook("claude-code", "SessionStart", "c-1", "\"source\":\"resume\"", hookProcess());

        assertThat(show("c-1").presence()).isEqualTo(Presence.ACTIVE);
        assertThat(show("c-1").pid()).contains(me().pid());
        perform(LockVerbs.ACQUIRE, lock("README.md"), as("c-1"));
        assertThat(locks()).extracting(LockView::live).containsExactly(true);
    }

    @Test
    void staysWithItsProgramAsLongAsThatLives() throws Exception {
        Process program = start("sleep", "60");
        ProcessIdentity living = SystemProcesses.detect().find(program.pid()).orElseThrow();
        perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, as("c-1").asProcess(living));

        hook("claude-code", "UserPromptSubmit", "c-1", "\"prompt\":\"x\"", hookProcess());

        assertThat(show("c-1").pid()).contains(living.pid());
    }

    @Test
    void isNoPersonInATerminalThatAnAgentHasOpened() throws Exception {
        perform(LockVerbs.ACQUIRE, lock("theirs"), as("somebody"));
        perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, asProgram("first"));
        ProcessIdentity shell = SystemProcesses.detect()
                .find(start("sh", "-c", "sleep 60; true").pid())
                .orElseThrow();
        Caller terminal = Caller.in(world.repository).asProcess(shell).asOperator();

        assertThat(perform(LockVerbs.ACQUIRE, lock("mine"), terminal).agentSessionId())
                .contains("first");
        assertThatThrownBy(() -> perform(
                        LockVerbs.RELEASE, new ReleaseLock(Optional.of("theirs"), Optional.empty(), false), terminal))
                .hasMessageContaining("is not yours");
        assertThat(perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, terminal).pid())
                .contains(me().pid());
        assertThat(show("first").pid()).contains(me().pid());
        assertThat(perform(
                                LockVerbs.ACQUIRE,
                                lock("b"),
                                Caller.in(world.repository).asOperator())
                        .agent())
                .isEqualTo("operator");
    }

    @Test
    void isAPersonInAnyOtherTerminal() throws Exception {
        ProcessIdentity shell = SystemProcesses.detect()
                .find(start("sh", "-c", "sleep 60; true").pid())
                .orElseThrow();

        assertThat(perform(
                                LockVerbs.ACQUIRE,
                                lock("a"),
                                Caller.in(world.repository).asProcess(shell).asOperator())
                        .agent())
                .isEqualTo("operator");
    }

    private OptionalLong hookProcess() throws Exception {
        return OptionalLong.of(start("sh", "-c", "sleep 60; true").pid());
    }

    private Process start(String... command) throws Exception {
        Process process = new ProcessBuilder(command).start();
        started.add(process);
        return process;
    }

    private static ProcessIdentity me() {
        return SystemProcesses.detect().current();
    }

    private HookAnswer hook(String harness, String event, String session, String more, OptionalLong pid) {
        String input = "{\"session_id\":\"" + session + "\",\"cwd\":\"" + world.repository + "\",\"hook_event_name\":\""
                + event + "\"," + more + "}";
        return world.supervisor().hooks().answer(new HookRequest(harness, event, input, Caller.in(Path.of("/")), pid));
    }

    private void send(String agent) {
        perform(MessageVerbs.SEND, new SendMail(agent, "for you", Optional.empty()), as("somebody"));
    }

    private List<MailView> inbox(Caller reader) {
        return perform(MessageVerbs.INBOX, new ReadInbox(false), reader);
    }

    private AgentView show(String agent) {
        return perform(AgentVerbs.SHOW, new ShowAgent(agent), Caller.in(world.repository));
    }

    private List<AgentView> list() {
        return perform(AgentVerbs.LIST, new ListAgents(false, false, Optional.empty()), Caller.in(world.repository));
    }

    private List<LockView> locks() {
        return perform(LockVerbs.LIST, new ListLocks(true), Caller.in(world.repository));
    }

    private Caller as(String session) {
        return Caller.in(world.repository).asSession(session);
    }

    private Caller asProgram(String session) {
        return as(session).asProcess(me());
    }

    private <Q extends Record, R> R perform(Verb<Q, R> verb, Q request, Caller caller) {
        return world.supervisor().coordination().perform(verb, request, caller, Mode.COMMIT);
    }

    private static AcquireLock lock(String path) {
        return new AcquireLock(
                Optional.of(path), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
