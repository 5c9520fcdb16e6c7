package dev.kugetsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Caller.Standing;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// On whose behalf a verb is done.
class VerbCallerTest {

    private final FakeSupervisor supervisor = new FakeSupervisor();

    @Test
    void isWhoItSaysItIs() {
        assertThat(callerOf(Map.of("KUGETSU_SESSION", "x-1", "CLAUDE_CODE_SESSION_ID", "c-1"))
                        .session())
                .contains("x-1");
        assertThat(callerOf(Map.of("KUGETSU_SESSION", "x-1"), "--session", "y-1")
                        .session())
                .contains("y-1");
    }

    @Test
    void isWhoItsHarnessSaysItIs() {
        Caller caller = callerOf(Map.of("CLAUDE_CODE_SESSION_ID", "c-1"));

        assertThat(caller.session()).contains("c-1");
        assertThat(caller.harness()).contains("claude-code");
        assertThat(caller.standing()).isEqualTo(Standing.AGENT);
        assertThat(callerOf(Map.of("KUGETSU_OPENCODE_SESSION", "ses_1")))
                .returns(Optional.of("ses_1"), Caller::session)
                .returns(Optional.of("opencode"), Caller::harness);
    }

    @Test
    void isTheOperatorOnlyIfThatIsSaidOrAPersonIsThere() {
        assertThat(callerOf(Map.of()).standing()).isEqualTo(Standing.AGENT);
        assertThat(callerOf(Map.of(), "--operator").standing()).isEqualTo(Standing.OPERATOR);
        supervisor.coordination.performed.clear();

        CliRun.with(supervisor).onTerminal(80).run("agent", "claim", "#42");

        assertThat(supervisor.coordination.only().caller().standing()).isEqualTo(Standing.OPERATOR);
    }

    @Test
    void namesTheProject() {
        assertThat(callerOf(Map.of(), "--project", "web").project()).contains(new ProjectId("web"));
    }

    private Caller callerOf(Map<String, String> environment, String... options) {
        supervisor.coordination.performed.clear();
        supervisor.coordination.answer(AgentVerbs.CLAIM, Samples.CLAIM);
        String[] arguments = new String[options.length + 3];
        arguments[0] = "agent";
        arguments[1] = "claim";
        arguments[2] = "#42";
        System.arraycopy(options, 0, arguments, 3, options.length);
        CliRun.with(supervisor).in(environment).run(arguments);
        return supervisor.coordination.only().caller();
    }
}
