package dev.kugetsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.cli.CliRun.Result;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ClaimIssue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that are given as JSON.
class VerbJsonTest {

    private final FakeSupervisor supervisor = new FakeSupervisor();

    @Test
    void takesTheRequestAsJson() {
        supervisor.coordination.answer(AgentVerbs.CLAIM, Samples.CLAIM);

        Result result = CliRun.with(supervisor).run("agent", "claim", "--json", "{\"issue\":\"#42\"}");

        assertThat(supervisor.coordination.only().request()).isEqualTo(new ClaimIssue("#42", Optional.empty()));
        assertThat(result.out()).startsWith("{\"issue_ref\":\"github.com/acme/app#42\"");
    }

    /// As a here-document has it.
    @ParameterizedTest
    @ValueSource(strings = {" {\"issue\":\"#42\"}", "\n  {\"issue\":\"#42\"}\n"})
    void takesJsonBehindBlanksForTheRequest(String json) {
        supervisor.coordination.answer(AgentVerbs.CLAIM, Samples.CLAIM);

        CliRun.with(supervisor).run("agent", "claim", "--json", json);

        assertThat(supervisor.coordination.only().request()).isEqualTo(new ClaimIssue("#42", Optional.empty()));
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

    @Test
    void takesTheRequestFromStandardInput() {
        supervisor.coordination.answer(AgentVerbs.CLAIM, Samples.CLAIM);

        CliRun.with(supervisor).typing("{\"issue\":\"#42\",\"prompt\":\"go\"}").run("agent", "claim", "--json", "-");

        assertThat(supervisor.coordination.only().request()).isEqualTo(new ClaimIssue("#42", Optional.of("go")));
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
        supervisor.coordination.answer(AgentVerbs.CLAIM, Samples.CLAIM);

        CliRun.with(supervisor).run("agent", "claim", "--json", "#42");

        assertThat(supervisor.coordination.only().request()).isEqualTo(new ClaimIssue("#42", Optional.empty()));
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

    @Test
    void refusesARequestThatIsGivenTwice() {
        Result result = CliRun.with(supervisor).run("agent", "claim", "#7", "--json", "{\"issue\":\"#42\"}");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("given twice");
    }
}
