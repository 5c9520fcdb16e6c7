package dev.kugetsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.cli.CliRun.Result;
import dev.kugetsu.supervisor.Housekeeping.PruneItem;
import dev.kugetsu.supervisor.Housekeeping.PrunePlan;
import dev.kugetsu.supervisor.Housekeeping.PruneReport;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.Messages.Receipt;
import dev.kugetsu.supervisor.Messages.SendRequest;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.ProjectRegistry.AddRequest;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.SessionName;
import dev.kugetsu.supervisor.SessionRef;
import dev.kugetsu.supervisor.SessionRole;
import dev.kugetsu.supervisor.SessionStatus;
import dev.kugetsu.supervisor.Sessions.Filter;
import dev.kugetsu.supervisor.Sessions.KillReport;
import dev.kugetsu.supervisor.Turns;
import dev.kugetsu.supervisor.Turns.SpawnRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `session`, `project`, `orchestrator`, `spawn` and `send`.
class SessionVerbsTest {

    private static final PruneItem WORKTREE =
            new PruneItem("worktree", "/home/jo/.kugetsu/worktrees/app/s-1", "session s-1 of fix has been ended");

    private final FakeSupervisor supervisor = new FakeSupervisor();

    @Test
    void listsLiveWorkersAndSaysHowManyEndedAreHidden() {
        supervisor.sessions = List.of(
                Samples.session(SessionStatus.WORKING, "its agent works"),
                Samples.session(SessionStatus.ENDED, "killed, 5m ago"));

        Result result = run("session", "ls", "-p", "app");

        assertThat(supervisor.requests)
                .containsExactly(new Filter(
                        Filter.Scope.ALL,
                        Optional.of("app"),
                        Optional.empty(),
                        Optional.of(SessionRole.WORKER),
                        Optional.empty()));
        assertThat(result.out()).contains("its agent works").doesNotContain("killed");
        assertThat(result.err()).isEqualTo("1 ended session not shown; --include-ended lists them too\n");
    }

    @Test
    void listsOrchestratorsAndEndedSessionsOnRequest() {
        supervisor.sessions = List.of(Samples.session(SessionStatus.ENDED, "killed, 5m ago"));

        Result result = run("session", "ls", "-a", "--include-ended", "--json");

        assertThat(supervisor.requests)
                .containsExactly(new Filter(Filter.Scope.ALL, Optional.empty(), Optional.empty()));
        assertThat(result.out()).startsWith("[{\"issue_ref\":").contains("\"role\":\"worker\"");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void listsOrchestrators() {
        Result result = run("orchestrator", "ls", "--json");

        assertThat(supervisor.requests)
                .containsExactly(new Filter(
                        Filter.Scope.LIVE,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(SessionRole.ORCHESTRATOR),
                        Optional.empty()));
        assertThat(result.out()).isEqualTo("[]\n");
    }

    @Test
    void showsOneSession() {
        assertThat(run("session", "get", "crash").out()).contains("s-4k7m2xqd of project app");
        assertThat(run("session", "get", "crash", "--json").out()).contains("\"history\":[");
    }

    @Test
    void renamesWithinAProject() {
        Result result = run("session", "rename", "#42", "fix-login", "-p", "app");

        assertThat(supervisor.requests).containsExactly("rename #42 of Optional[app] to fix-login");
        assertThat(result.out()).isEqualTo("session s-4k7m2xqd is called fix-login\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Fix", "s-1", "t-9", "-x", "a b", "42", "a/b", "x.lock"})
    void refusesWhatIsNoName(String name) {
        Result result = run("session", "rename", "#42", "--", name);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(supervisor.requests).isEmpty();
    }

    @Test
    void endsASessionAndSaysWhatStays() {
        Result result = run("session", "kill", "#42", "-y");

        assertThat(supervisor.requests).containsExactly("get #42", "kill s-4k7m2xqd of Optional.empty");
        assertThat(result.out()).isEqualTo("""
                ended session s-4k7m2xqd of github.com/acme/app#42
                  worktree  ~/.kugetsu/worktrees/app/s-4k7m2xqd   kugetsu/acme-app-42 stays
                """);
        assertThat(result.err()).contains("kugetsu session restore s-4k7m2xqd");
    }

    @Test
    void isDoneWhenTheSessionHasEndedBefore() {
        supervisor.killed = KillReport.Effect.NONE;

        assertThat(run("session", "kill", "#42", "-y").exitCode()).isZero();
        assertThat(run("session", "kill", "#42", "-y", "--json").out()).contains("\"effect\":\"none\"");
    }

    @Test
    void bringsASessionBackAndWarnsWhenItHasForgotten() {
        Result result = run("session", "restore", "#42");

        assertThat(supervisor.requests).containsExactly("undo #42");
        assertThat(result.out()).contains("is back");
        assertThat(result.err()).contains("warning: the agent's own history is gone");
    }

    @Test
    void removesWorktreesOfEndedSessionsOnlyWhenItMay() {
        supervisor.plan = new PrunePlan(List.of(WORKTREE));
        supervisor.pruned =
                new PruneReport(List.of(), List.of(new PruneItem("worktree", WORKTREE.name(), "is locked")));

        Result asked = run("session", "cleanup");
        assertThat(asked.exitCode()).isEqualTo(2);
        assertThat(supervisor.requests).containsExactly("plan cleanup of Optional.empty");

        Result done = run("session", "cleanup", "-y", "-p", "app");
        assertThat(supervisor.requests).endsWith("plan cleanup of Optional[app]", supervisor.plan);
        assertThat(done.out()).contains("session s-1 of fix has been ended");
        assertThat(done.err()).isEqualTo("kept worktree " + WORKTREE.name() + ": is locked\n");
    }

    @Test
    void addsAProject() {
        Result result = run("project", "add", "--path", "../web", "--id", "web", "--name", "The web");

        assertThat(supervisor.requests)
                .containsExactly(new AddRequest(
                        Path.of("/home/jo/web"), Optional.of(new ProjectId("web")), Optional.of("The web")));
        assertThat(result.out()).isEqualTo("""
                app
                  name      The app
                  folder    ~/app
                  remote    github.com/acme/app
                  bases     opencode
                  sessions  2 live
                """);
    }

    @Test
    void listsAndShowsProjects() {
        assertThat(run("project", "ls").out()).isEqualTo("""
                PROJECT  NAME     SESSIONS  BASES     FOLDER
                app      The app  2         opencode  ~/app
                """);
        assertThat(run("project", "ls", "--json").out())
                .startsWith("[{\"project_id\":\"app\",\"name\":\"The app\",\"directory\":\"/home/jo/app\"");
        assertThat(run("project", "get", "app", "--json").out()).startsWith("{\"project_id\":\"app\"");
    }

    @Test
    void removesAProjectOnlyWhenItMay() {
        Result asked = run("project", "rm", "app");
        assertThat(asked.exitCode()).isEqualTo(2);
        assertThat(asked.err()).contains("end its 2 live sessions");
        assertThat(supervisor.requests).containsExactly("get project app");

        Result done = run("project", "rm", "app", "-y");
        assertThat(done.out()).isEqualTo("removed project app: 1 session ended, 1 worktree removed\n");
        assertThat(supervisor.requests).endsWith("get project app", "remove project app");
    }

    @Test
    void killsNothingThatNobodyHasAgreedTo() {
        assertThat(run("session", "kill", "#42").exitCode()).isEqualTo(2);

        assertThat(supervisor.requests).containsExactly("get #42");
    }

    @Test
    void spawnsASessionWithoutAnIssue() {
        FakeDaemon daemon = new FakeDaemon();
        Result result = CliRun.with(supervisor)
                .with(daemon)
                .typing("tidy up\n")
                .run("spawn", "-p", "app", "--name", "tidy", "--role", "orchestrator", "--detach", "--prompt", "-");

        assertThat(result.exitCode()).isZero();
        assertThat(daemon.requests).containsExactly("prepare");
        assertThat(supervisor.requests).singleElement().isInstanceOfSatisfying(SpawnRequest.class, request -> {
            assertThat(request.project()).isEqualTo(new ProjectId("app"));
            assertThat(request.prompt()).isEqualTo("tidy up\n");
            assertThat(request.name()).contains(new SessionName("tidy"));
            assertThat(request.role()).isEqualTo(SessionRole.ORCHESTRATOR);
            assertThat(request.options().attendance()).isEqualTo(Turns.Attendance.DETACH);
        });
    }

    @ParameterizedTest
    @CsvSource({"spawn --prompt x, --project", "spawn -p app, --prompt", "spawn -p app --prompt x --role king, worker"})
    void refusesASpawnThatLacksSomething(String line, String message) {
        Result result = run(line.split(" "));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains(message);
    }

    @ParameterizedTest
    @CsvSource({
        "DELIVERED, 0, delivered to turn t-9f3hw0ab",
        "QUEUED, 0, queued as turn t-9f3hw0ab: because",
        "REFUSED, 3, refused to turn t-9f3hw0ab: because",
        "UNPROVEN, 1, unproven to turn t-9f3hw0ab: because",
    })
    void tellsWhatIsProvenOfAMessage(Receipt.Verdict verdict, int exitCode, String line) {
        supervisor.receipt = new Receipt(
                verdict,
                "s-4k7m2xqd",
                Optional.of("t-9f3hw0ab"),
                Optional.empty(),
                Optional.of("because"),
                Optional.of("kugetsu continue s-4k7m2xqd \"…\""));

        Result result = run("send", "#42", "  look\n");

        assertThat(supervisor.requests)
                .containsExactly(
                        new SendRequest(new SessionRef("#42", CliRun.DIRECTORY), "  look\n", Optional.empty()));
        assertThat(result.exitCode()).isEqualTo(exitCode);
        assertThat(result.out()).isEqualTo(line + "\n");
        assertThat(run("send", "#42", "look", "--json").out())
                .startsWith("{\"receipt\":\"" + verdict.name().toLowerCase(Locale.ROOT) + "\"")
                .contains("\"turn_id\":\"t-9f3hw0ab\",\"place\":null,\"reason\":\"because\"");
    }

    @Test
    void speaksInTheNameOfTheSessionThatItIsCalledFrom() {
        CliRun.with(supervisor).in(Map.of("KUGETSU_SESSION_ID", "s-me")).run("send", "#42", "look");

        assertThat(supervisor.requests)
                .containsExactly(new SendRequest(
                        new SessionRef("#42", CliRun.DIRECTORY), "look", Optional.of(new SessionId("s-me"))));
    }

    @Test
    void showsTheCommandsOfAGroupWithoutAny() {
        Result result = run("session");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("rename").contains("cleanup");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "session ls",
                "session get",
                "session rename",
                "session kill",
                "session restore",
                "session cleanup",
                "project add",
                "project ls",
                "project get",
                "project rm",
                "orchestrator ls"
            })
    void explainsEveryCommandOfAGroupWithAnExample(String command) {
        Result result = run((command + " --help").split(" "));

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("Example:\n  kugetsu " + command);
    }

    @Test
    void suggestsTheCommandOfAGroupThatWasMeant() {
        Result result = run("session", "restor", "x");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("restore").contains("kugetsu session --help");
    }

    @Test
    void passesRefusalsOn() {
        supervisor.failure = Optional.of(
                new KugetsuException(KugetsuException.Kind.CONFLICT, "project 'app' is there already", "look"));

        assertThat(run("project", "add", "--path", ".").exitCode()).isEqualTo(3);
    }

    private Result run(String... arguments) {
        return CliRun.with(supervisor).run(arguments);
    }
}
