package dev.kugetsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.cli.CliRun.Result;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.AgentView;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ClaimView;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ListAgents;
import dev.kugetsu.supervisor.coordination.AgentVerbs.RegisterAgent;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Caller.Standing;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.MessageVerbs;
import dev.kugetsu.supervisor.coordination.MessageVerbs.DeliveryView;
import dev.kugetsu.supervisor.coordination.MessageVerbs.MailView;
import dev.kugetsu.supervisor.coordination.MessageVerbs.Receipt;
import dev.kugetsu.supervisor.coordination.Presence;
import dev.kugetsu.supervisor.coordination.Verb;
import dev.kugetsu.supervisor.coordination.Verbs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerbCommandTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final ClaimView CLAIM = new ClaimView(
            "github.com/acme/app#42", Optional.empty(), NOON, Optional.empty(), "a-1", "brave-heron", true);

    private final FakeSupervisor supervisor = new FakeSupervisor();

    @Test
    void makesTheRequestOfOptions() {
        supervisor.coordination.answer(AgentVerbs.REGISTER, agent());

        Result result = CliRun.with(supervisor)
                .run("agent", "register", "--agent", "brave-heron", "--new", "--hold-for-pid", "4711");

        assertThat(result.exitCode()).isZero();
        assertThat(only().request())
                .isEqualTo(
                        RegisterAgent.UNNAMED.named("brave-heron").orRefused().heldFor(4711));
        assertThat(result.out()).isEqualTo("brave-heron\n");
    }

    @Test
    void saysWhoIsNotHereToReadAMessage() {
        supervisor.coordination.answer(
                MessageVerbs.SEND,
                new MailView(
                        "m-1",
                        "ann",
                        "reviewer",
                        "look",
                        Optional.empty(),
                        NOON,
                        List.of(
                                new DeliveryView("ben", Receipt.QUEUED, Optional.empty(), Optional.of(Presence.ENDED)),
                                new DeliveryView(
                                        "cleo", Receipt.QUEUED, Optional.empty(), Optional.of(Presence.ACTIVE)))));

        Result result = CliRun.with(supervisor).run("message", "send", "--to", "reviewer", "look");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEqualTo("m-1\n");
        assertThat(result.err().lines())
                .containsExactly(
                        "ben queued (ended), cleo queued",
                        "ben is not here (ended), and gets it when it comes back under that name",
                        "next:  see who is here with `kugetsu agent list --active`");
    }

    @Test
    void readsDurationsAndFlags() {
        supervisor.coordination.answer(AgentVerbs.LIST, List.of());

        CliRun.with(supervisor).run("agent", "list", "--active", "--since", "4h");

        assertThat(only().request()).isEqualTo(new ListAgents(true, false, Optional.of(Duration.ofHours(4))));
    }

    @Test
    void takesTheRequestAsJson() {
        supervisor.coordination.answer(AgentVerbs.CLAIM, CLAIM);

        Result result = CliRun.with(supervisor).run("agent", "claim", "--json", "{\"issue\":\"#42\"}");

        assertThat(only().request()).isEqualTo(new AgentVerbs.ClaimIssue("#42", Optional.empty()));
        assertThat(result.out()).startsWith("{\"issue_ref\":\"github.com/acme/app#42\"");
    }

    /// As a here-document has it.
    @ParameterizedTest
    @ValueSource(strings = {" {\"issue\":\"#42\"}", "\n  {\"issue\":\"#42\"}\n"})
    void takesJsonBehindBlanksForTheRequest(String json) {
        supervisor.coordination.answer(AgentVerbs.CLAIM, CLAIM);

        CliRun.with(supervisor).run("agent", "claim", "--json", json);

        assertThat(only().request()).isEqualTo(new AgentVerbs.ClaimIssue("#42", Optional.empty()));
    }

    @Test
    void saysWhatIsWrongWithAFileOrItsJson(@TempDir Path folder) throws Exception {
        Path cut = Files.writeString(folder.resolve("cut.json"), "{\n  \"issue\": \"#42\"");

        assertThat(claim("@" + folder.resolve("none.json")).err()).contains("none.json is not there");
        assertThat(claim("@" + folder).err()).contains(folder + " is a folder");
        assertThat(claim("@" + cut).err())
                .contains("expected close marker for Object", "(line 2, column")
                .doesNotContain("Source", "StreamRead");
    }

    private Result claim(String json) {
        Result result = CliRun.with(supervisor).run("agent", "claim", "--json", json);
        assertThat(result.exitCode()).isEqualTo(2);
        return result;
    }

    /// Java reads the same for all bytes that are no UTF-8.
    @Test
    void refusesWhatIsNotUtf8() {
        Result result = CliRun.with(supervisor).run("decision", "add", "caf\uFFFD");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("<text> was not given as UTF-8");
    }

    @Test
    void takesTheRequestFromStandardInput() {
        supervisor.coordination.answer(AgentVerbs.CLAIM, CLAIM);

        CliRun.with(supervisor).typing("{\"issue\":\"#42\",\"prompt\":\"go\"}").run("agent", "claim", "--json", "-");

        assertThat(only().request()).isEqualTo(new AgentVerbs.ClaimIssue("#42", Optional.of("go")));
    }

    /// As when the program before the pipe has failed.
    @Test
    void takesNoEmptyInputForARequest() {
        Result result = CliRun.with(supervisor).typing(" \n").run("task", "next", "--json", "-");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("there is no request on standard input");
        assertThat(supervisor.coordination.performed).isEmpty();
    }

    @Test
    void leavesAnArgumentBehindTheFlagAlone() {
        supervisor.coordination.answer(AgentVerbs.CLAIM, CLAIM);

        CliRun.with(supervisor).run("agent", "claim", "--json", "#42");

        assertThat(only().request()).isEqualTo(new AgentVerbs.ClaimIssue("#42", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"issue\":\"#42\",\"why\":1}",
                "{\"issue\":7}",
                "{\"issue\":\"1\",\"issue\":\"2\"}",
                "{}",
                "{",
                "[]",
                "{\"issue\":\"#42\"} {\"issue\":\"#43\"}",
                "{\"issue\":\"#42\"} and so on"
            })
    void refusesARequestThatIsNone(String json) {
        Result result = CliRun.with(supervisor).run("agent", "claim", "--json", json);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("next:");
        assertThat(supervisor.coordination.performed).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "message send hi           | `--to` is missing                                | see `kugetsu message send --help`",
                "agent claim               | <issue> is missing                               | see `kugetsu agent claim --help`",
                "log --limit some          | `--limit` takes a whole number, not 'some'       | see `kugetsu log --help`",
                "log --limit 2147483648    | `--limit` takes a whole number up to 2147483647  | see `kugetsu log --help`",
                "lock a --wait soon        | `--wait`: 'soon' is not a duration               | write a duration",
            })
    void speaksOfWhatWasTyped(String words, String message, String next) {
        Result result = CliRun.with(supervisor).run(words.split(" ", -1));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("error: " + message, "next:  " + next);
        assertThat(supervisor.coordination.performed).isEmpty();
    }

    @Test
    void refusesARequestThatIsGivenTwice() {
        Result result = CliRun.with(supervisor).run("agent", "claim", "#7", "--json", "{\"issue\":\"#42\"}");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("given twice");
    }

    @Test
    void rehearses() {
        supervisor.coordination.answer(AgentVerbs.CLAIM, CLAIM);

        Result result = CliRun.with(supervisor).run("agent", "claim", "#42", "--dry-run");

        assertThat(only().mode()).isEqualTo(Mode.REHEARSE);
        assertThat(result.err()).contains("dry run: nothing was changed");
    }

    @Test
    void hasNothingToRehearseWhereNothingChanges() {
        assertThat(CliRun.with(supervisor).run("agent", "list", "--dry-run").exitCode())
                .isEqualTo(2);
    }

    @Test
    void tellsWhoHoldsWhatWasWanted() {
        supervisor.coordination.failure =
                Optional.of(new KugetsuException(KugetsuException.Kind.CONFLICT, "it is taken", "wait", CLAIM));

        Result result = CliRun.with(supervisor).run("agent", "claim", "#42", "--json");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.out())
                .contains("\"kind\":\"conflict\"", "\"details\":{\"issue_ref\":\"github.com/acme/app#42\"");
    }

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

        assertThat(only().caller().standing()).isEqualTo(Standing.OPERATOR);
    }

    @Test
    void namesTheProject() {
        assertThat(callerOf(Map.of(), "--project", "web").project()).contains(new ProjectId("web"));
    }

    static List<Verb<?, ?>> verbs() {
        return Verbs.all();
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void hasASchemaForEveryVerb(Verb<?, ?> verb) {
        Result result = CliRun.with(supervisor).run("schema", "show", verb.name());

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .startsWith("{\"name\":\"" + verb.name() + "\"")
                .contains("\"additionalProperties\":false");
    }

    private Caller callerOf(Map<String, String> environment, String... options) {
        supervisor.coordination.performed.clear();
        supervisor.coordination.answer(AgentVerbs.CLAIM, CLAIM);
        String[] arguments = new String[options.length + 3];
        arguments[0] = "agent";
        arguments[1] = "claim";
        arguments[2] = "#42";
        System.arraycopy(options, 0, arguments, 3, options.length);
        CliRun.with(supervisor).in(environment).run(arguments);
        return only().caller();
    }

    private FakeCoordination.Performed only() {
        assertThat(supervisor.coordination.performed).hasSize(1);
        return supervisor.coordination.performed.getFirst();
    }

    private static AgentView agent() {
        return new AgentView(
                "a-1",
                Optional.empty(),
                "brave-heron",
                Optional.empty(),
                "app",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Presence.ACTIVE,
                NOON,
                NOON,
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
