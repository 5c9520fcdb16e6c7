package dev.kugetsu.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kugetsu.adapters.modelserver.ModelRequest;
import dev.kugetsu.adapters.modelserver.Reply;
import dev.kugetsu.adapters.modelserver.ScriptedModelServer;
import dev.kugetsu.adapters.opencode.OpencodeSandbox;
import dev.kugetsu.adapters.opencode.RealOpencode;
import dev.kugetsu.cli.e2e.Stage.Result;
import dev.kugetsu.cli.e2e.Stage.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.zeroturnaround.exec.ProcessExecutor;

/// The main job with the real opencode, whose model plays a script. One base session for all.
@TestInstance(Lifecycle.PER_CLASS)
class MainJobOpencodeIT {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Set<String> OF_A_TURN = Set.of(
            "issue_ref",
            "name",
            "session_id",
            "turn_id",
            "outcome",
            "failure",
            "harness",
            "harness_session_id",
            "worktree",
            "branch",
            "base_commit",
            "text",
            "changes",
            "usage",
            "started_at",
            "ended_at");
    private static final Set<String> OF_A_SESSION = Set.of(
            "issue_ref",
            "session_id",
            "name",
            "role",
            "parent_id",
            "project",
            "harness",
            "harness_session_id",
            "status",
            "branch",
            "worktree",
            "turns",
            "created_at",
            "last_activity_at",
            "last_turn");

    private Path program;
    private Stage stage;
    private ScriptedModelServer model;
    private OpencodeSandbox sandbox;
    private JsonNode base;

    @BeforeAll
    void makeTheBase(@TempDir Path folder) throws Exception {
        program = RealOpencode.require();
        model = ScriptedModelServer.start();
        stage = Stage.withRepository(folder);
        sandbox = OpencodeSandbox.create(stage.user, model.baseUrl());
        stage.environment.putAll(sandbox.environment());
        stage.environment.put("KUGETSU_HARNESS", "opencode");
        stage.environment.put("KUGETSU_HARNESSES_OPENCODE_PROGRAM", program.toString());
        stage.environment.put("KUGETSU_STOP_GRACE", "5s");
        model.on("learn the repository", Reply.text("it says hello"));
        base = stage.succeed("init", "--headless", "--message", "learn the repository", "--json")
                .json();
    }

    @AfterAll
    void close() throws Exception {
        if (stage != null) {
            stage.close();
        }
        if (model != null) {
            model.close();
        }
    }

    @Test
    void makesABaseSessionInTheMainCheckout() {
        assertThat(base.path("outcome").asText()).isEqualTo("succeeded");
        assertThat(base.path("harness").asText()).isEqualTo("opencode");
        assertThat(base.path("text").asText()).isEqualTo("it says hello");
        assertThat(base.path("worktree").asText()).isEqualTo(stage.repository.toString());
        assertThat(names(base)).isEqualTo(OF_A_TURN);
        assertThat(model.requests("learn the repository")).hasSize(1);
    }

    @Test
    void worksOnTwoIssuesAtOnceEachInItsOwnWorktreeWithTheHistoryOfTheBase() throws Exception {
        String head = stage.git("rev-parse", "HEAD");
        model.on("greet", Reply.write("greeting.txt", "hi\n"), commit("Greet"), Reply.text("greeted"))
                .on("farewell", Reply.bash("echo bye > farewell.txt"), commit("Part"), Reply.text("parted"));

        Running first = stage.spawn("start", "#1", "greet", "--json");
        Running second = stage.spawn("start", "#2", "farewell", "--json");
        JsonNode greeted = first.await().json();
        JsonNode parted = second.await().json();

        assertWorked(greeted, "github.com/acme/app#1", "kugetsu/acme-app-1", "greeted");
        assertWorked(parted, "github.com/acme/app#2", "kugetsu/acme-app-2", "parted");
        assertThat(Set.of(
                        base.path("harness_session_id").asText(),
                        greeted.path("harness_session_id").asText(),
                        parted.path("harness_session_id").asText()))
                .hasSize(3);
        assertThat(worktree(greeted).resolve("greeting.txt")).hasContent("hi");
        assertThat(worktree(parted).resolve("farewell.txt")).hasContent("bye");
        assertThat(worktree(greeted).resolve("farewell.txt")).doesNotExist();
        assertThat(worktree(parted).resolve("greeting.txt")).doesNotExist();
        assertThat(stage.git("rev-parse", "HEAD")).isEqualTo(head);
        assertThat(stage.git("status", "--porcelain", "--ignored")).isEmpty();
        for (JsonNode turn : List.of(greeted, parted)) {
            // Nothing of ours, nothing of the harness's.
            assertThat(stage.gitIn(worktree(turn), "status", "--porcelain", "--ignored"))
                    .isEmpty();
            assertThat(turn.path("base_commit").asText()).isEqualTo(head.strip());
        }
        assertForked("greet", "greeted");
        assertForked("farewell", "parted");
        assertOnlyTheUsersConfiguration();
        assertThat(names(greeted)).isEqualTo(OF_A_TURN);

        JsonNode listed = stage.listed("#1");
        assertThat(names(listed)).isEqualTo(OF_A_SESSION);
        assertThat(listed.path("status").asText()).isEqualTo("idle");
        assertThat(listed.path("session_id")).isEqualTo(greeted.path("session_id"));
        assertThat(listed.path("harness_session_id")).isEqualTo(greeted.path("harness_session_id"));
        assertThat(listed.at("/last_turn/turn_id")).isEqualTo(greeted.path("turn_id"));
        assertThat(listed.at("/last_turn/outcome").asText()).isEqualTo("succeeded");
        assertThat(Instant.parse(listed.path("created_at").asText()))
                .isBefore(Instant.parse(listed.path("last_activity_at").asText()));
        assertThat(stage.listed("#2").path("harness_session_id")).isEqualTo(parted.path("harness_session_id"));
    }

    @Test
    void continuesTheSameSessionWithItsHistoryAndCountsOnlyTheNewTurn() {
        model.on("begin the work", Reply.text("begun")).on("finish the work", Reply.text("finished"));
        JsonNode begun =
                stage.succeed("start", "#3", "begin the work", "--json").json();

        JsonNode finished =
                stage.succeed("continue", "#3", "finish the work", "--json").json();

        assertThat(finished.path("harness_session_id")).isEqualTo(begun.path("harness_session_id"));
        assertThat(finished.path("session_id")).isEqualTo(begun.path("session_id"));
        assertThat(model.requests("finish the work")).singleElement().satisfies(request -> {
            assertThat(UserTexts.of(request))
                    .containsExactly("learn the repository", "begin the work", "finish the work");
            assertThat(request.texts("assistant")).containsExactly("it says hello", "begun");
        });
        for (JsonNode turn : List.of(begun, finished)) {
            assertThat(turn.at("/usage/input_tokens").asLong()).isEqualTo(100);
            assertThat(turn.at("/usage/output_tokens").asLong()).isEqualTo(10);
            assertThat(turn.at("/usage/cost_usd").decimalValue()).isEqualByComparingTo("0.00012");
        }
    }

    @Test
    void isBlockedByAPermissionUntilItIsGranted() throws Exception {
        Path outside = Files.createDirectories(stage.root.resolve("outside"));
        model.on("write outside", Reply.write(outside + "/a.txt", "a"), Reply.text("written"));

        Result blocked = stage.run("start", "#4", "write outside", "--json");
        assertThat(blocked.exitCode()).isEqualTo(1);
        assertThat(blocked.json().path("outcome").asText()).isEqualTo("blocked");
        assertThat(blocked.json().at("/failure/kind").asText()).isEqualTo("permission");
        assertThat(blocked.json().at("/failure/message").asText()).contains("external_directory:" + outside + "/*");
        assertThat(blocked.err()).contains("external_directory:" + outside + "/*");
        assertThat(stage.listed("#4").path("status").asText()).isEqualTo("blocked");
        assertThat(outside).isEmptyDirectory();

        JsonNode granted = stage.succeed(
                        "continue", "#4", "write outside", "--allow", "external_directory:" + outside + "/*", "--json")
                .json();
        assertThat(granted.path("outcome").asText()).isEqualTo("succeeded");
        assertThat(outside.resolve("a.txt")).hasContent("a");
    }

    @Test
    void failsByTheKindOfTheProvidersAnswer() {
        model.on("who am I", Reply.status(401, "bad key"));

        Result failed = stage.run("start", "#5", "who am I", "--json");

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.json().path("outcome").asText()).isEqualTo("failed");
        assertThat(failed.json().at("/failure/kind").asText()).isEqualTo("authentication");
        assertThat(failed.json().at("/failure/message").asText()).contains("bad key");
        assertThat(stage.listed("#5").path("status").asText()).isEqualTo("failed");
    }

    @Test
    void isStoppedByAnotherProcessWithAllThatItStarted() {
        model.on("work for ever", Reply.bash("setsid sleep 987 & touch working.txt; sleep 987"), Reply.text("never"));
        Running running = stage.spawn("start", "#6", "work for ever", "--json");
        await().atMost(SOON).until(() -> !sleeping().isEmpty());

        stage.succeed("stop", "#6");

        assertThat(sleeping()).isEmpty();
        Result stopped = running.await();
        assertThat(stopped.exitCode()).isEqualTo(1);
        assertThat(stopped.json().path("outcome").asText()).isEqualTo("stopped");
        assertThat(worktree(stopped.json()).resolve("working.txt")).exists();
        assertThat(stage.listed("#6").path("status").asText()).isEqualTo("idle");
    }

    @Test
    void outlivesTheDeathOfItsLauncher() throws Exception {
        Path gate = stage.root.resolve("gate");
        model.on(
                "outlive me",
                Reply.bash("until test -e %s; do sleep 0.2; done; echo late > late.txt".formatted(gate)),
                Reply.text("done nevertheless"));
        Running running = stage.spawn("start", "#7", "outlive me", "--json");
        await().atMost(SOON).until(() -> !model.requests("outlive me").isEmpty());

        running.signal("KILL");
        running.await();
        assertThat(stage.listed("#7").path("status").asText()).isEqualTo("working");
        Files.createFile(gate);

        await().atMost(SOON).until(() -> stage.listed("#7").path("status").asText(), "idle"::equals);
        JsonNode session = stage.listed("#7");
        assertThat(session.at("/last_turn/outcome").asText()).isEqualTo("succeeded");
        assertThat(Path.of(session.path("worktree").asText()).resolve("late.txt"))
                .hasContent("late");
        assertThat(stage.succeed("logs", "#7").out()).contains("done nevertheless");
    }

    @Test
    void destroysTheHarnessSessionToo() throws Exception {
        model.on("short life", Reply.text("lived"));
        JsonNode turn = stage.succeed("start", "#8", "short life", "--json").json();
        String session = turn.path("harness_session_id").asText();
        assertThat(opencodeSessions()).contains(session);

        stage.succeed("destroy", "#8", "-y");

        assertThat(opencodeSessions())
                .doesNotContain(session)
                .contains(base.path("harness_session_id").asText());
        assertThat(worktree(turn)).doesNotExist();
    }

    @Test
    void handsOverAPromptOfAMebibyteLetterByLetter() {
        String prompt = "-- a \"quoted\" $(line) with 'ä' and \\n\n" + "0123456789abcde\n".repeat(1 << 16) + "the end";

        Result result = stage.spawnIn(stage.repository, Map.of(), prompt, "start", "#9", "-", "--json")
                .await();

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(model.requests("$(line)"))
                .singleElement()
                .satisfies(request -> assertThat(UserTexts.own(request.prompt()).equals(prompt))
                        .isTrue());
    }

    private static Reply commit(String message) {
        return Reply.bash("git add -A && git commit -q -m '" + message + "'");
    }

    private static void assertWorked(JsonNode turn, String issue, String branch, String text) {
        assertThat(turn.path("outcome").asText()).as(turn.toString()).isEqualTo("succeeded");
        assertThat(turn.path("failure").isNull()).isTrue();
        assertThat(turn.path("issue_ref").asText()).isEqualTo(issue);
        assertThat(turn.path("branch").asText()).isEqualTo(branch);
        assertThat(turn.path("text").asText()).isEqualTo(text);
        assertThat(turn.path("changes").toString())
                .isEqualTo("{\"commits\":1,\"files\":1,\"insertions\":1,\"deletions\":0}");
        assertThat(turn.at("/usage/input_tokens").asLong()).isEqualTo(300);
        assertThat(turn.at("/usage/output_tokens").asLong()).isEqualTo(30);
        assertThat(Instant.parse(turn.path("started_at").asText()))
                .isBefore(Instant.parse(turn.path("ended_at").asText()));
    }

    /// The base's history is in every request, and the fork has cost none of its own.
    private void assertForked(String prompt, String answer) {
        List<ModelRequest> requests = model.requests(prompt);
        assertThat(requests).as(answer).hasSize(3);
        assertThat(requests).allSatisfy(request -> {
            assertThat(UserTexts.of(request)).containsExactly("learn the repository", prompt);
            assertThat(request.texts("assistant")).startsWith("it says hello");
        });
    }

    private void assertOnlyTheUsersConfiguration() throws Exception {
        try (Stream<Path> files = Files.list(sandbox.configuration())) {
            // The second is opencode's own, made at every start; the others are of its plugin interface.
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder(
                            "opencode.json", ".gitignore", "package.json", "package-lock.json", "node_modules");
        }
    }

    private List<ProcessHandle> sleeping() {
        return stage.processes().stream()
                .filter(process -> process.info()
                        .arguments()
                        .filter(arguments -> List.of(arguments).contains("987"))
                        .isPresent())
                .toList();
    }

    private Set<String> opencodeSessions() throws Exception {
        String json = new ProcessExecutor(program.toString(), "session", "list", "--format", "json")
                .directory(stage.repository.toFile())
                .environment(sandbox.environment())
                .environment("PWD", stage.repository.toString())
                .environment(
                        "TMPDIR",
                        Files.createDirectories(stage.root.resolve("other-tmp")).toString())
                .redirectInput(java.io.InputStream.nullInputStream())
                .readOutput(true)
                .exitValueNormal()
                .execute()
                .outputUTF8();
        return new ObjectMapper()
                .readTree(json)
                .valueStream()
                .map(session -> session.path("id").asText())
                .collect(Collectors.toSet());
    }

    private static Path worktree(JsonNode turn) {
        return Path.of(turn.path("worktree").asText());
    }

    private static Set<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).collect(Collectors.toSet());
    }
}
