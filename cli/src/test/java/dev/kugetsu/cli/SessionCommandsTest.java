package dev.kugetsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.HarnessEvent;
import dev.kugetsu.cli.CliRun.Result;
import dev.kugetsu.supervisor.SessionStatus;
import dev.kugetsu.supervisor.Sessions.Filter;
import dev.kugetsu.supervisor.TurnProgress;
import dev.kugetsu.supervisor.Turns.Until;
import dev.kugetsu.supervisor.Turns.Urgency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionCommandsTest {

    private final FakeSupervisor supervisor = new FakeSupervisor();

    @Test
    void listsSessionsWithTheFieldsThatScriptsRelyOn() {
        supervisor.sessions = List.of(Samples.session(SessionStatus.WORKING, "its agent works"));

        Result result =
                CliRun.with(supervisor).run("list", "--json", "--all", "--project", "app", "--status", "working");

        assertThat(supervisor.requests)
                .containsExactly(new Filter(Filter.Scope.ALL, Optional.of("app"), Optional.of(SessionStatus.WORKING)));
        assertThat(result.out()).isEqualTo("""
                [{"issue_ref":"github.com/acme/app#42","session_id":"s-4k7m2xqd","name":"crash","role":"worker","parent_id":null,"project":"app",\
                "harness":"opencode","harness_session_id":null,"status":"working",\
                "branch":"kugetsu/acme-app-42","worktree":"/home/jo/.kugetsu/worktrees/app/acme-app-42","turns":1,\
                "created_at":"2026-11-21T11:50:00.000Z","last_activity_at":"2026-11-21T11:57:55.000Z",\
                "last_turn":{"turn_id":"t-9f3hw0ab","number":1,"state":"succeeded","outcome":"succeeded",\
                "failure":null,"retrying":null,"model":"acme/large",\
                "changes":{"commits":2,"files":5,"insertions":120,"deletions":8},\
                "usage":{"input_tokens":12408,"output_tokens":1031,"cost_usd":0.0300},\
                "created_at":"2026-11-21T11:57:40.000Z","started_at":"2026-11-21T11:57:46.000Z",\
                "ended_at":"2026-11-21T12:00:00.000Z","folder":"/home/jo/.kugetsu/turns/t-9f3hw0ab"}}]
                """);
    }

    @Test
    void listsNothingAsAnEmptyArrayOrAHint() {
        Result json = CliRun.with(supervisor).run("list", "--json");
        Result text = CliRun.with(supervisor).run("list");

        assertThat(json.out()).isEqualTo("[]\n");
        assertThat(text.out()).isEmpty();
        assertThat(text.err()).contains("kugetsu start '#1'");
    }

    @Test
    void fitsTheTableToTheTerminalOnly() {
        supervisor.sessions = List.of(Samples.session(SessionStatus.IDLE, "its last turn succeeded, 世界 ".repeat(9)));

        Result narrow = CliRun.with(supervisor).onTerminal(70).run("list");
        Result wide = CliRun.with(supervisor).run("list");

        assertThat(narrow.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(70));
        assertThat(narrow.out()).contains("…");
        assertThat(wide.out()).doesNotContain("…").contains("2m ago").contains("its last turn succeeded, 世界");
    }

    @Test
    void showsASessionAndItsTurns() {
        Result result = CliRun.with(supervisor).run("show", "#42");

        assertThat(supervisor.requests).containsExactly("get #42");
        assertThat(result.out()).isEqualTo("""
                github.com/acme/app#42
                  session     s-4k7m2xqd of project app
                  name        crash
                  status      idle: its last turn succeeded 2m ago
                  harness     opencode with acme/large
                  forked from ses_01
                  branch      kugetsu/acme-app-42 from main@1a2b3c4
                  worktree    /home/jo/.kugetsu/worktrees/app/acme-app-42
                  allowed     bash:*
                  spent       12,408 in, 1,031 out, $0.03

                TURN  ID          STATE      TOOK   CHANGES                     SPENT                        WHY
                1     t-9f3hw0ab  succeeded  2m14s  2 commits, 5 files +120 −8  12,408 in, 1,031 out, $0.03
                """);
    }

    @Test
    void showsTheWholeDetailInJson() {
        Result result = CliRun.with(supervisor).run("show", "#42", "--json");

        assertThat(result.out())
                .contains("\"status_reason\":\"its last turn succeeded 2m ago\"")
                .contains("\"base_session\":\"ses_01\"")
                .contains("\"history\":[{\"turn_id\":\"t-9f3hw0ab\"");
    }

    @Test
    void tellsTheFactsAndTheRuleBehindAStatus() {
        Result result = CliRun.with(supervisor).run("why", "#42");

        assertThat(supervisor.requests).containsExactly("explain #42");
        assertThat(result.out()).isEqualTo("""
                github.com/acme/app#42 is working: turn 1 runs since 5m; last output 12s ago
                  rule  process_alive: a turn whose process lives works

                FACT           VALUE            AGE  SOURCE
                turn_state     running          5m   row
                process        alive, pid 4711  0s   probe
                silence_limit  30m                   limit
                """);
    }

    @Test
    void tellsTheFactsInJsonWithTheirAges() {
        Result result = CliRun.with(supervisor).run("why", "#42", "--json");

        assertThat(result.out())
                .startsWith("{\"session\":{")
                .contains("\"rule\":\"process_alive\"")
                .contains("{\"name\":\"turn_state\",\"value\":\"running\",\"age\":\"PT5M\",\"source\":\"row\"}")
                .contains("\"age\":null");
    }

    @Test
    void stopsGracefully() {
        Result result = CliRun.with(supervisor).run("stop", "#42", "--json");

        assertThat(supervisor.requests).contains(Urgency.GRACEFUL);
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("{\"stopped\":true,\"turn\":{\"issue_ref\"");
    }

    @Test
    void isDoneWhenThereIsNothingToStop() {
        supervisor.stopped = Optional.empty();

        Result text = CliRun.with(supervisor).run("stop", "#42");
        Result json = CliRun.with(supervisor).run("stop", "#42", "--json");

        assertThat(text.exitCode()).isZero();
        assertThat(text.err()).contains("nothing to do");
        assertThat(json.out()).isEqualTo("{\"stopped\":false,\"turn\":null,\"called_off\":[]}\n");
    }

    @Test
    void bringsASessionBack() {
        Result result = CliRun.with(supervisor).run("undo", "#42");

        assertThat(supervisor.requests).containsExactly("undo #42");
        assertThat(result.out()).contains("s-4k7m2xqd of github.com/acme/app#42 is back");
        assertThat(result.err()).contains("history is gone");
    }

    @Test
    void saysInOneLineWhatDidNotComeBack() {
        assertThat(CliRun.with(supervisor).run("undo", "#42").err())
                .doesNotContain("setup")
                .doesNotContain("ignored");

        supervisor.undone = Samples.undo(Optional.of("npm ci"), false);
        assertThat(CliRun.with(supervisor).run("undo", "#42").err())
                .contains("the setup command `npm ci` is not run again\n");
        supervisor.undone = Samples.undo(Optional.of("npm ci"), true);
        assertThat(CliRun.with(supervisor).run("undo", "#42").err())
                .contains(
                        "`npm ci` is not run again, and ignored files are back only if .worktreeinclude names them\n");
    }

    @Test
    void replaysATurn() {
        supervisor.progress.add(new TurnProgress.AgentActed(new HarnessEvent.TextProduced("Hello.")));
        supervisor.progress.add(new TurnProgress.AgentActed(new HarnessEvent.ToolUsed("bash", "ls", Optional.empty())));

        Result text = CliRun.with(supervisor).run("logs", "#42", "-f");
        Result json = CliRun.with(supervisor).run("logs", "#42", "--json");

        assertThat(supervisor.requests).contains(Until.TURN_END, Until.NOW);
        assertThat(text.out()).isEqualTo("Hello.\n");
        assertThat(json.out()).isEqualTo("""
                [{"event":"text_produced","text":"Hello."}
                ,{"event":"tool_used","tool":"bash","title":"ls","error":null}
                ]
                """);
    }

    @Test
    void endsWithTheStandardErrorOfAnAgentThatHasSaidNothing(@TempDir Path folder) throws IOException {
        supervisor.folder = folder;
        assertThat(CliRun.with(supervisor).run("logs", "#42"))
                .isEqualTo(new Result(0, "", "the agent has said nothing\n"));

        Files.writeString(
                folder.resolve("stderr"),
                IntStream.rangeClosed(1, 30)
                                .mapToObj(number -> "line " + number + "\n")
                                .collect(Collectors.joining()) + "\u001b[31mno such model\n");

        assertThat(CliRun.with(supervisor).run("logs", "#42").err())
                .startsWith(
                        "the agent has said nothing; this is the end of its standard error, " + folder + "/stderr:\n")
                .contains("line 12\n")
                .doesNotContain("line 11\n")
                .endsWith("\nno such model\n");
    }

    @Test
    void replaysNothingAsAnEmptyArray() {
        assertThat(CliRun.with(supervisor).run("logs", "#42", "--json").out()).isEqualTo("[]\n");
    }

    @Test
    void copiesTheRawOutputByteByByte(@TempDir Path folder) throws IOException {
        byte[] octets = {'a', 0x1b, '[', '1', 'm', (byte) 0xc3, (byte) 0xa4, '\r', '\n'};
        Files.write(folder.resolve("stdout"), octets);
        supervisor.folder = folder;

        Result piped = CliRun.with(supervisor).run("logs", "#42", "--raw", "-f");
        Result onTerminal = CliRun.with(supervisor).onTerminal(80).run("logs", "#42", "--raw");

        assertThat(piped.out()).isEqualTo("a\u001b[1mä\r\n");
        assertThat(onTerminal.out()).isEqualTo("aä\n");
    }

    @Test
    void saysWhenATurnHasNoOutputYet(@TempDir Path folder) {
        supervisor.folder = folder;

        Result result = CliRun.with(supervisor).run("logs", "#42", "--raw");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).contains("has not been launched");
    }
}
