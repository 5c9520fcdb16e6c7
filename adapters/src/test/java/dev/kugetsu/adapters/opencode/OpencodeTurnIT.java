package dev.kugetsu.adapters.opencode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.Failure.Kind;
import dev.kugetsu.adapters.HarnessEvent.RetryScheduled;
import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.adapters.PermissionRule;
import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.StopReason;
import dev.kugetsu.adapters.StreamEvent;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.adapters.TurnOutcome.Status;
import dev.kugetsu.adapters.TurnRequest;
import dev.kugetsu.adapters.TurnRequest.Diagnostics;
import dev.kugetsu.adapters.Usage;
import dev.kugetsu.adapters.modelserver.Reply;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Turns of the real opencode. One home for all: a fresh one costs seconds.
@TestInstance(Lifecycle.PER_CLASS)
class OpencodeTurnIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private OpencodeScene scene;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        scene = new OpencodeScene(folder);
    }

    @AfterAll
    void close() {
        if (scene != null) {
            scene.close();
        }
    }

    @Test
    void worksInTheFolderOfTheRequestAndLeavesNothingElse() throws Exception {
        Path worktree = scene.worktree("works");
        scene.model.on("make a file", Reply.bash("pwd > made.txt"), Reply.text("made"));
        TurnRequest request = scene.turn(worktree, "make a file");

        OpencodeScene.Ended turn = scene.run(request);

        assertThat(turn.outcome().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(turn.outcome().text()).isEqualTo("made");
        assertThat(worktree.resolve("made.txt")).hasContent(worktree.toString());
        assertThat(scene.git(worktree, "status", "--porcelain", "--ignored")).isEqualTo("?? made.txt\n");
        assertThat(scene.git(scene.repository, "status", "--porcelain", "--ignored"))
                .isEmpty();
        assertThat(request.folder().temporary()).doesNotExist();
        assertThat(scene.root.resolve("home/kugetsu/tmp")).isEmptyDirectory();
        try (Stream<Path> files = Files.list(scene.sandbox.configuration())) {
            // The second is opencode's own, made at every start; the others are of its plugin interface.
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder(
                            "opencode.json", ".gitignore", "package.json", "package-lock.json", "node_modules");
        }
        assertThat(scene.harness.listSessions(worktree)).anySatisfy(session -> {
            assertThat(session.id()).isEqualTo(turn.session());
            assertThat(session.directory()).isEqualTo(worktree);
            assertThat(session.title()).isEqualTo("a title");
        });
    }

    @Test
    void goesOnWithASessionAndCountsOnlyTheNewTurn() throws Exception {
        Path worktree = scene.worktree("continues");
        scene.model.on("first words", Reply.text("first answer")).on("second words", Reply.text("second answer"));
        HarnessSessionId session =
                scene.run(scene.turn(worktree, "first words")).session();

        OpencodeScene.Ended turn = scene.run(scene.turn(worktree, "second words", session));

        assertThat(turn.session()).isEqualTo(session);
        assertThat(turn.outcome().usage()).isEqualTo(new Usage(100, 10, new BigDecimal("0.00012")));
        assertThat(scene.model.requests("second words").getLast().texts("assistant"))
                .containsExactly("first answer");
        assertThat(scene.model.requests("second words")).hasSize(1);
    }

    @Test
    void refusesASessionOfAnotherFolderInsteadOfWorkingThere() throws Exception {
        HarnessSessionId session =
                scene.run(scene.turn(scene.worktree("home"), "settle down")).session();
        TurnRequest elsewhere = scene.turn(scene.worktree("elsewhere"), "go on here", session);

        assertThatThrownBy(() -> scene.harness.start(elsewhere))
                .isInstanceOf(HarnessException.class)
                .hasMessageContaining("works in")
                .hasMessageContaining("fork it");
        assertThat(scene.model.requests("go on here")).isEmpty();
    }

    @Test
    void refusesATurnWithoutAModel() throws Exception {
        TurnRequest request = scene.turn(scene.worktree("modelless"), "hi");
        TurnRequest modelless = with(request, Optional.empty(), Diagnostics.NORMAL);

        assertThatThrownBy(() -> scene.harness.start(modelless)).hasMessageContaining("names no model");
        assertThat(scene.harness.defaultModel(scene.repository)).contains(OpencodeSandbox.MODEL);
    }

    @Test
    void blocksOnAPermissionUntilItIsAllowedAndKeepsWhatTheUserDenies() throws Exception {
        Path worktree = scene.worktree("permissions");
        Path outside = Files.createDirectories(scene.root.resolve("outside/allowed"));
        Path secret = Files.createDirectories(scene.root.resolve("outside/secret"));
        scene.model
                .on("write outside", Reply.write(outside + "/a.txt", "a"), Reply.text("written"))
                .on("write secret", Reply.write(secret + "/a.txt", "a"), Reply.text("gave up"));
        scene.sandbox.permit("{\"external_directory\": {\"*\": \"ask\", \"%s/*\": \"deny\"}}".formatted(secret));
        List<PermissionRule> rules =
                List.of(PermissionRule.allow("external_directory:" + scene.root.resolve("outside") + "/*"));

        OpencodeScene.Ended refused = scene.run(scene.turn(worktree, "write outside"));
        OpencodeScene.Ended allowed =
                scene.run(scene.turn(worktree, "write outside", Optional.of(refused.session()), rules));
        OpencodeScene.Ended denied =
                scene.run(scene.turn(worktree, "write secret", Optional.of(refused.session()), rules));
        scene.sandbox.permit("{}");

        assertThat(refused.outcome().status()).isEqualTo(Status.BLOCKED);
        assertThat(refused.outcome().failure())
                .contains(new Failure(Kind.PERMISSION, "no rule allows external_directory:" + outside + "/*"));
        assertThat(allowed.outcome().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(outside.resolve("a.txt")).hasContent("a");
        assertThat(denied.outcome().text()).isEqualTo("gave up");
        assertThat(secret).isEmptyDirectory();
    }

    @Test
    void failsByTheKindOfTheProvidersAnswer() throws Exception {
        Path worktree = scene.worktree("kinds");
        scene.model.on("who am I", Reply.status(401, "bad key")).on("too long", Reply.status(400, "no"));

        TurnOutcome unauthorized = scene.run(scene.turn(worktree, "who am I")).outcome();
        TurnOutcome badRequest = scene.run(scene.turn(worktree, "too long")).outcome();

        assertThat(unauthorized.status()).isEqualTo(Status.FAILED);
        assertThat(unauthorized.failure()).contains(new Failure(Kind.AUTHENTICATION, "bad key (HTTP 401)"));
        assertThat(badRequest.failure()).contains(new Failure(Kind.BAD_REQUEST, "no (HTTP 400)"));
    }

    @Test
    void failsForAnUnknownModelAndAnUnknownSession() throws Exception {
        Path worktree = scene.worktree("unknown");
        TurnRequest request = scene.turn(worktree, "hi");

        TurnOutcome model = scene.run(with(request, Optional.of("scripted/nope"), Diagnostics.NORMAL))
                .outcome();
        TurnOutcome session = scene.run(scene.turn(worktree, "hi", new HarnessSessionId("ses_nope")))
                .outcome();

        assertThat(model.failure()).map(Failure::kind).contains(Kind.UNKNOWN_MODEL);
        assertThat(session.failure()).map(Failure::kind).contains(Kind.SESSION_NOT_FOUND);
    }

    @Test
    void showsARetryWhileItHappensAndKeepsItsLogWhenAsked() throws Exception {
        scene.model.on("be overloaded", Reply.status(503, "overloaded"));
        TurnRequest request = with(
                scene.turn(scene.worktree("retries"), "be overloaded"),
                Optional.of(OpencodeSandbox.MODEL),
                Diagnostics.DEBUG);
        List<StreamEvent> seen = new ArrayList<>();

        RunningTurn turn = scene.harness.start(request);
        await().atMost(SOON).until(() -> {
            turn.poll(seen::add);
            return seen.stream().anyMatch(event -> event.event() instanceof RetryScheduled);
        });
        turn.stop(StopReason.REQUESTED, Duration.ofSeconds(5));
        TurnOutcome outcome = scene.await(turn).outcome();

        assertThat(outcome.status()).isEqualTo(Status.STOPPED);
        assertThat(outcome.session()).isPresent();
        assertThat(request.folder().harnessLog()).content().contains("stream error");
    }

    @Test
    void leavesNoProcessWhenItIsStoppedInTheMiddleOfATool() throws Exception {
        Path worktree = scene.worktree("stopped");
        scene.model.on("sleep long", Reply.bash("touch asleep; sleep 300"), Reply.text("slept"));
        TurnRequest request = scene.turn(worktree, "sleep long");

        RunningTurn turn = scene.harness.start(request);
        await().atMost(SOON).until(() -> Files.exists(worktree.resolve("asleep")));
        turn.stop(StopReason.REQUESTED, Duration.ofSeconds(5));
        OpencodeScene.Ended ended = scene.await(turn);

        assertThat(ended.outcome().status()).isEqualTo(Status.STOPPED);
        assertThat(scene.processes.listMarked()).doesNotContainKey(request.turnId());
    }

    @Test
    void goesOnAfterItWasKilledInTheMiddleOfATool() throws Exception {
        Path worktree = scene.worktree("killed");
        scene.model
                .on("sleep and die", Reply.bash("touch asleep; sleep 300"), Reply.text("slept"))
                .on("wake up", Reply.text("awake"));
        TurnRequest request = scene.turn(worktree, "sleep and die");

        RunningTurn killed = scene.harness.start(request);
        await().atMost(SOON).until(() -> Files.exists(worktree.resolve("asleep")));
        scene.processes.listMarked().getOrDefault(request.turnId(), List.of()).stream()
                .flatMap(process -> ProcessHandle.of(process.pid()).stream())
                .forEach(ProcessHandle::destroyForcibly);
        OpencodeScene.Ended lost = scene.await(killed);
        OpencodeScene.Ended next = scene.run(scene.turn(worktree, "wake up", lost.session()));

        assertThat(lost.outcome().status()).isIn(Status.LOST, Status.FAILED);
        assertThat(next.outcome().text()).isEqualTo("awake");
        assertThat(scene.model.requests("wake up").getLast().texts("user")).contains("sleep and die");
    }

    private static TurnRequest with(TurnRequest request, Optional<String> model, Diagnostics diagnostics) {
        return new TurnRequest(
                request.turnId(),
                request.folder(),
                request.directory(),
                request.session(),
                request.title(),
                model,
                request.permissions(),
                request.environment(),
                request.hookProgram(),
                request.deadlines(),
                diagnostics);
    }
}
