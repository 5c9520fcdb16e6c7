package dev.kugetsu.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kugetsu.adapters.modelserver.Reply;
import dev.kugetsu.adapters.modelserver.ScriptedModelServer;
import dev.kugetsu.adapters.opencode.OpencodeSandbox;
import dev.kugetsu.adapters.opencode.RealOpencode;
import dev.kugetsu.cli.e2e.Stage.Result;
import dev.kugetsu.cli.e2e.Stage.Running;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// The main job handed to a daemon that drives the real opencode, whose model plays a script. One base session
/// and one home for all; the daemon dies and comes back in between.
@TestInstance(Lifecycle.PER_CLASS)
class DaemonOpencodeIT {

    private static final Duration SOON = Duration.ofSeconds(90);

    private Stage stage;
    private ScriptedModelServer model;
    private DaemonApi api;

    @BeforeAll
    void makeTheBaseAndStartTheDaemon(@TempDir Path folder) throws Exception {
        Path program = RealOpencode.require();
        model = ScriptedModelServer.start();
        stage = Stage.withRepository(folder);
        stage.environment.putAll(
                OpencodeSandbox.create(stage.user, model.baseUrl()).environment());
        stage.environment.put("KUGETSU_HARNESS", "opencode");
        stage.environment.put("KUGETSU_HARNESSES_OPENCODE_PROGRAM", program.toString());
        stage.environment.put("KUGETSU_STOP_GRACE", "5s");
        api = new DaemonApi(stage.home.resolve("daemon.sock"));
        model.on("learn the repository", Reply.text("it says hello"));
        stage.succeed("init", "--headless", "--message", "learn the repository");
        startDaemon();
    }

    @AfterAll
    void close() throws Exception {
        if (stage != null) {
            stage.run("daemon", "stop", "--timeout", "60s");
            stage.close();
        }
        if (model != null) {
            model.close();
        }
    }

    @Test
    void keepsWhatIsSentInMidTurnForTheNextTurn() throws Exception {
        Path gate = stage.root.resolve("gate-1");
        model.on("begin the work", waitFor(gate, "begun.txt"), Reply.text("I have begun"))
                .on("spare the lock file", Reply.text("I spare it"));
        JsonNode accepted = stage.succeed("start", "#1", "begin the work", "--detach", "--json")
                .json();
        awaitRequest("begin the work");
        Running follower = stage.spawn("logs", "#1", "-f");

        JsonNode receipt =
                stage.succeed("send", "#1", "spare the lock file", "--json").json();
        assertThat(receipt.path("receipt").asText()).as(receipt.toString()).isEqualTo("queued");
        assertThat(receipt.path("turn_id").asText()).isNotEqualTo(turnOf(accepted));
        assertThat(model.requests("spare the lock file")).isEmpty();
        Files.createFile(gate);

        Result followed = follower.await();
        assertThat(followed.exitCode()).as(followed.toString()).isZero();
        assertThat(followed.out()).containsOnlyOnce("I have begun").doesNotContain("I spare it");
        List<JsonNode> history = awaitEnds("#1", 2);
        assertEnded(history.get(0), turnOf(accepted), "succeeded", 2);
        assertEnded(history.get(1), turnOf(receipt), "succeeded", 1);
        assertThat(model.requests("spare the lock file")).singleElement().satisfies(request -> {
            assertThat(UserTexts.of(request))
                    .containsExactly("learn the repository", "begin the work", "spare the lock file");
            assertThat(request.texts("assistant")).startsWith("it says hello").endsWith("I have begun");
        });
        assertThat(stage.succeed("logs", "#1").out()).contains("I spare it");
    }

    @Test
    void endsATurnWithAllThatItStarted() throws Exception {
        model.on(
                "work for ever",
                Reply.write("working.txt", "yes\n"),
                Reply.bash("setsid sleep 986 & sleep 986"),
                Reply.text("never"));
        String turn = turnOf(stage.succeed("start", "#2", "work for ever", "--detach", "--json")
                .json());
        await().atMost(SOON).until(() -> sleeping() >= 2);
        stage.succeed("send", "#2", "and then go on");

        stage.succeed("stop", "#2");

        assertThat(sleeping()).isZero();
        List<JsonNode> history = awaitEnds("#2", 2);
        // opencode 1.18 tells what a step costs when the step ends: of the second, nobody knows.
        assertEnded(history.get(0), turn, "stopped", 1);
        assertThat(history.get(1).path("outcome").asText())
                .as("what waited behind it")
                .isEqualTo("stopped");
        assertThat(model.requests("and then go on")).isEmpty();
        assertThat(worktree("#2").resolve("working.txt")).exists();
        assertThat(stage.listed("#2").path("status").asText()).isEqualTo("idle");
    }

    @Test
    void adoptsATurnInMidTurnAfterItWasKilled() throws Exception {
        Path gate = stage.root.resolve("gate-3");
        model.on("outlive the daemon", waitFor(gate, "late.txt"), Reply.text("done nevertheless"));
        String turn = turnOf(stage.succeed("start", "#3", "outlive the daemon", "--detach", "--json")
                .json());
        awaitRequest("outlive the daemon");
        Running follower = stage.spawn("logs", "#3", "-f");
        await().atMost(SOON).until(() -> follower.out().contains("using bash"));

        killDaemon();
        assertThat(stage.listed("#3").path("status").asText()).isEqualTo("working");
        startDaemon();
        await().atMost(SOON).until(() -> queueRuns() == 1);
        Files.createFile(gate);

        Result followed = follower.await();
        assertThat(followed.exitCode()).as(followed.toString()).isZero();
        assertThat(followed.out()).containsOnlyOnce("using bash").containsOnlyOnce("done nevertheless");
        assertEnded(awaitEnds("#3", 1).getFirst(), turn, "succeeded", 2);
        assertDoneOnce("#3", "outlive the daemon", "late.txt", 2);
    }

    @Test
    void recordsWhatEndedAndRunsWhatWaitedWhileNoDaemonWasThere() throws Exception {
        Path gate = stage.root.resolve("gate-4");
        model.on("end alone", waitFor(gate, "alone.txt"), Reply.text("ended alone"))
                .on("then this", Reply.bash("echo once >> then.txt"), Reply.text("that too"));
        String first = turnOf(
                stage.succeed("start", "#4", "end alone", "--detach", "--json").json());
        awaitRequest("end alone");
        String second =
                turnOf(stage.succeed("send", "#4", "then this", "--json").json());

        killDaemon();
        Files.createFile(gate);
        await().atMost(SOON)
                .until(() -> stage.processes().stream()
                        .noneMatch(
                                process -> process.info().command().orElse("").contains("opencode")));
        startDaemon();

        List<JsonNode> history = awaitEnds("#4", 2);
        assertEnded(history.get(0), first, "succeeded", 2);
        assertEnded(history.get(1), second, "succeeded", 2);
        assertDoneOnce("#4", "end alone", "alone.txt", 2);
        assertDoneOnce("#4", "then this", "then.txt", 2);
    }

    private void startDaemon() {
        stage.succeed("daemon", "start", "--timeout", "60s");
    }

    private void killDaemon() throws Exception {
        long pid =
                stage.succeed("daemon", "status", "--json").json().path("pid").asLong();
        ProcessHandle daemon = ProcessHandle.of(pid).orElseThrow();
        daemon.destroyForcibly();
        await().atMost(SOON).until(() -> !daemon.isAlive());
    }

    private int queueRuns() throws Exception {
        return api.get("/api/v1/queue").body().path("running").asInt();
    }

    private void awaitRequest(String prompt) {
        await().atMost(SOON).until(() -> !model.requests(prompt).isEmpty());
    }

    private List<JsonNode> awaitEnds(String issue, int turns) {
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> history(issue).stream()
                                .filter(turn -> !turn.path("outcome").isNull())
                                .count()
                        == turns);
        assertThat(history(issue)).hasSize(turns);
        return history(issue);
    }

    private List<JsonNode> history(String issue) {
        return stage.succeed("show", issue, "--json")
                .json()
                .path("history")
                .valueStream()
                .toList();
    }

    /// Each of the model's answers costs 100 tokens in at 1 and 10 out at 2 dollars per million.
    private static void assertEnded(JsonNode turn, String id, String outcome, int answers) {
        assertThat(turn.path("turn_id").asText()).isEqualTo(id);
        assertThat(turn.path("outcome").asText()).as(turn.toString()).isEqualTo(outcome);
        assertThat(turn.at("/usage/input_tokens").asInt()).as(turn.toString()).isEqualTo(100 * answers);
        assertThat(turn.at("/usage/output_tokens").asInt()).as(turn.toString()).isEqualTo(10 * answers);
        assertThat(turn.at("/usage/cost_usd").decimalValue())
                .as(turn.toString())
                .isEqualByComparingTo(new BigDecimal("0.00012").multiply(BigDecimal.valueOf(answers)));
    }

    private void assertDoneOnce(String issue, String prompt, String file, int answers) {
        assertThat(worktree(issue).resolve(file)).hasContent("once");
        assertThat(model.requests(prompt)).hasSize(answers);
    }

    private Path worktree(String issue) {
        return Path.of(stage.listed(issue).path("worktree").asText());
    }

    private long sleeping() {
        return stage.processes().stream()
                .filter(process -> process.info()
                        .arguments()
                        .filter(arguments -> List.of(arguments).contains("986"))
                        .isPresent())
                .count();
    }

    private static Reply waitFor(Path gate, String file) {
        return Reply.bash("until test -e %s; do sleep 0.2; done; echo once >> %s".formatted(gate, file));
    }

    private static String turnOf(JsonNode report) {
        return report.path("turn_id").asText();
    }
}
