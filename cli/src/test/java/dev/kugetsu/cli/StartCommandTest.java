package dev.kugetsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.HarnessEvent;
import dev.kugetsu.adapters.PermissionRule;
import dev.kugetsu.cli.CliRun.Result;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.TurnProgress;
import dev.kugetsu.supervisor.TurnReport.FailureView;
import dev.kugetsu.supervisor.TurnReport.Outcome;
import dev.kugetsu.supervisor.Turns.Attendance;
import dev.kugetsu.supervisor.Turns.ContinueRequest;
import dev.kugetsu.supervisor.Turns.StartRequest;
import dev.kugetsu.supervisor.Turns.TurnOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StartCommandTest {

    private final FakeSupervisor supervisor = new FakeSupervisor();

    @Test
    void handsEveryOptionToTheSupervisor() {
        Result result = CliRun.with(supervisor)
                .run(
                        "start",
                        "#42",
                        "fix it",
                        "--harness",
                        "opencode",
                        "--model",
                        "acme/large",
                        "--base",
                        "main~2",
                        "--detach",
                        "--timeout",
                        "2h30m",
                        "--priority",
                        "7",
                        "--debug",
                        "--allow",
                        "bash",
                        "--allow",
                        "external_directory:/tmp/*");

        assertThat(result.exitCode()).isZero();
        assertThat(supervisor.requests)
                .containsExactly(new StartRequest(
                        "#42",
                        CliRun.DIRECTORY,
                        "fix it",
                        Optional.of("opencode"),
                        Optional.of("main~2"),
                        new TurnOptions(
                                Optional.of("acme/large"),
                                List.of(
                                        PermissionRule.allow("bash:*"),
                                        PermissionRule.allow("external_directory:/tmp/*")),
                                Optional.of(Duration.ofMinutes(150)),
                                Attendance.DETACH,
                                7,
                                TurnOptions.Debug.ON)));
        assertThat(supervisor.isClosed).isTrue();
    }

    @Test
    void continuesASession() {
        CliRun.with(supervisor).run("continue", "s-4k", "go on");

        assertThat(supervisor.requests).singleElement().isInstanceOfSatisfying(ContinueRequest.class, request -> {
            assertThat(request.session().text()).isEqualTo("s-4k");
            assertThat(request.prompt()).isEqualTo("go on");
            assertThat(request.options().attendance()).isEqualTo(Attendance.FOLLOW);
        });
    }

    @Test
    void endsWithOneObjectThatScriptsRelyOn() {
        supervisor.progress.add(says("hello"));

        Result result = CliRun.with(supervisor).run("start", "#42", "fix it", "--json");

        assertThat(result.out()).isEqualTo("""
                {"issue_ref":"github.com/acme/app#42","name":null,"session_id":"s-4k7m2xqd","turn_id":"t-9f3hw0ab",\
                "outcome":"succeeded","failure":null,"harness":"opencode","harness_session_id":"ses_7f",\
                "worktree":"/home/jo/.kugetsu/worktrees/app/acme-app-42","branch":"kugetsu/acme-app-42",\
                "base_commit":"1a2b3c4d","text":"Done: \\u001B[31mred\\u001B[0m.",\
                "changes":{"commits":2,"files":5,"insertions":120,"deletions":8},\
                "usage":{"input_tokens":12408,"output_tokens":1031,"cost_usd":0.0300},\
                "started_at":"2026-11-21T11:57:46.000Z","ended_at":"2026-11-21T12:00:00.000Z"}
                """);
    }

    @Test
    void writesTheAnswerToStandardOutputAndALinePerPhaseToStandardError() {
        supervisor.progress.addAll(List.of(
                new TurnProgress.Accepted(new SessionId("s-4k7m2xqd"), new TurnId("t-9f3hw0ab")),
                new TurnProgress.WorktreeReady(
                        Path.of("/home/jo/.kugetsu/worktrees/app/x"),
                        "kugetsu/x",
                        "main@1a2b3c4",
                        Duration.ofMillis(412)),
                says("I look.\nI see \u001b]0;owned\u0007it."),
                uses("read", "README.md"),
                says("Done.")));

        Result result = CliRun.with(supervisor).run("start", "#42", "fix it");

        assertThat(result.out()).isEqualTo("I look.\nI see it.\nDone.\n");
        assertThat(result.err()).isEqualTo("""
                turn: t-9f3hw0ab of s-4k7m2xqd
                worktree: ~/.kugetsu/worktrees/app/x kugetsu/x from main@1a2b3c4 (0.4s)
                read: README.md
                ✓ succeeded in 2m14s · 2 commits, 5 files +120 −8 · 12,408 in, 1,031 out, $0.03 · next: kugetsu continue '#42' "…"
                """);
    }

    @Test
    void saysToBeginAnewAfterAFirstTurnThatWasCalledOff() {
        supervisor.report = Samples.report(Optional.of(Outcome.STOPPED), Optional.empty(), Optional.empty());

        assertThat(CliRun.with(supervisor).run("start", "#42", "fix it").err())
                .endsWith("next: kugetsu start '#42' \"…\"\n");
    }

    @Test
    void namesTheCommandThatTellsWhatIsWrongWithWhatNeverBegan() {
        supervisor.report = Samples.report(
                Optional.of(Outcome.FAILED), Optional.of(new FailureView("not_started", "its worktree is gone")));

        assertThat(CliRun.with(supervisor).run("continue", "#42", "go on").err())
                .endsWith("next: kugetsu show '#42'\n");
    }

    @Test
    void decoratesPhasesOnATerminal() {
        supervisor.progress.addAll(List.of(
                new TurnProgress.SessionForked("ses_8a", "ses_7f", Duration.ofMillis(900)),
                says("Hello."),
                new TurnProgress.AgentActed(
                        new HarnessEvent.ToolUsed("bash", "make\ntest", Optional.of("exit code 2"))),
                new TurnProgress.AgentActed(new HarnessEvent.PermissionDenied(PermissionRule.allow("bash:rm *"))),
                new TurnProgress.AgentActed(
                        new HarnessEvent.ErrorReported(new Failure(Failure.Kind.RATE_LIMIT, "too many requests")))));

        Result result = CliRun.with(supervisor).onTerminal(80).run("start", "#42", "fix it");

        assertThat(result.out()).isEqualTo("  Hello.\n");
        assertThat(result.err())
                .contains("✓ session   ses_8a forked from base ses_7f   0.9s\n")
                .contains("  · bash make test: failed: exit code 2\n")
                .contains("! refused   bash:rm *; grant it with --allow 'bash:rm *'\n")
                .contains("✗ error     too many requests\n");
    }

    @ParameterizedTest
    @EnumSource
    void makesTheOutcomeTheExitCode(Outcome outcome) {
        supervisor.report =
                Samples.report(Optional.of(outcome), Optional.of(new FailureView("server_error", "it broke")));

        Result result = CliRun.with(supervisor).run("start", "#42", "fix it");

        assertThat(result.exitCode()).isEqualTo(outcome == Outcome.SUCCEEDED ? 0 : 1);
        assertThat(result.err()).contains("it broke (server_error)");
    }

    @Test
    void isDoneWhenTheTurnWasLeftRunning() {
        supervisor.report = Samples.report(Optional.empty(), Optional.empty());

        Result result = CliRun.with(supervisor).run("start", "#42", "fix it", "--detach");

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).contains("t-9f3hw0ab works on").contains("next: kugetsu logs '#42' -f");
    }

    @Test
    void saysThatATurnIsInTheQueue() {
        supervisor.report = Samples.report(Optional.empty(), Optional.empty(), Optional.empty());

        Result result = CliRun.with(supervisor).run("start", "#42", "fix it", "--detach");

        assertThat(result.err()).contains("t-9f3hw0ab is in the queue");
    }

    @Test
    void readsTheMessageFromStandardInputLetterByLetter() {
        String message = "-x \"quoted\"\r\n\ttwo ü\n" + "y".repeat(1024 * 1024);

        CliRun.with(supervisor).typing(message).run("start", "#42", "-");

        assertThat(prompt()).isEqualTo(message);
    }

    @Test
    void takesAMessageThatBeginsLikeAFileOrAnOption() {
        CliRun.with(supervisor).run("start", "--", "#42", "@todo");
        assertThat(prompt()).isEqualTo("@todo");

        supervisor.requests.clear();
        CliRun.with(supervisor).run("start", "--", "#42", "--json");
        assertThat(prompt()).isEqualTo("--json");
    }

    @Test
    void refusesAMessageThatIsEmptyOrNoText() {
        Result empty = CliRun.with(supervisor).run("start", "#42", " \n");
        Result emptyInput = CliRun.with(supervisor).run("start", "#42", "-");
        Result latin =
                CliRun.with(supervisor).typing(new byte[] {'a', (byte) 0xe4}).run("start", "#42", "-");

        assertThat(List.of(empty.exitCode(), emptyInput.exitCode(), latin.exitCode()))
                .containsOnly(2);
        assertThat(empty.err()).contains("the message is empty");
        assertThat(latin.err()).contains("not UTF-8");
        assertThat(supervisor.requests).isEmpty();
    }

    private String prompt() {
        return ((StartRequest) supervisor.requests.getFirst()).prompt();
    }

    private static TurnProgress says(String text) {
        return new TurnProgress.AgentActed(new HarnessEvent.TextProduced(text));
    }

    private static TurnProgress uses(String tool, String title) {
        return new TurnProgress.AgentActed(new HarnessEvent.ToolUsed(tool, title, Optional.empty()));
    }
}
