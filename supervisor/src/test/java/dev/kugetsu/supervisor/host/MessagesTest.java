package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.Messages.Receipt;
import dev.kugetsu.supervisor.Messages.SendRequest;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.SessionRole;
import dev.kugetsu.supervisor.SessionStatus;
import dev.kugetsu.supervisor.SessionView;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.Turns;
import dev.kugetsu.supervisor.dispatch.Dispatcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of messages, and what their receipts say.
class MessagesTest {

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void open() throws Exception {
        world = new World(folder);
        world.init();
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void reachesTheRunningTurnOfAnAgentThatListens() {
        TurnReport running = detached("say ready", "receive 60", "say over");
        awaitText("ready");

        Receipt receipt = send("write note.txt heard");

        assertThat(receipt.receipt()).isEqualTo(Receipt.Verdict.DELIVERED);
        assertThat(receipt.turnId()).contains(running.turnId());
        assertThat(receipt.reason()).isEmpty();
        assertThat(awaitEnd().lastTurn().orElseThrow().outcome()).contains(TurnReport.Outcome.SUCCEEDED);
        assertThat(Path.of(running.worktree()).resolve("note.txt")).hasContent("heard");
    }

    @Test
    void comesFramedFromAnotherAgent() throws Exception {
        TurnReport running = detached("say ready", "receive 60", "say over");
        awaitText("ready");

        Receipt receipt = world.supervisor()
                .messages()
                .send(new SendRequest(world.ref("worker"), "look here", Optional.of(new SessionId("s-other"))));

        assertThat(receipt.receipt()).isEqualTo(Receipt.Verdict.DELIVERED);
        assertThat(awaitEnd().lastTurn().orElseThrow().turnId()).isEqualTo(running.turnId());
        assertThat(world.supervisor()
                        .sessions()
                        .get(world.ref("worker"))
                        .session()
                        .status())
                .isEqualTo(SessionStatus.IDLE);
        assertThat(said()).contains("[from s-other] ").contains("look here");
    }

    @Test
    void isRefusedByASessionAtRestThatNobodyWouldRun() {
        TurnReport ended = world.spawn("worker", "say hi");

        Receipt receipt = send("more");

        assertThat(receipt.receipt()).isEqualTo(Receipt.Verdict.REFUSED);
        assertThat(receipt.turnId()).isEmpty();
        assertThat(receipt.reason()).contains("no turn of it runs, and no daemon is ready to run it as the next one");
        assertThat(receipt.next()).contains("kugetsu continue " + ended.sessionId() + " \"…\"");
        assertThat(world.supervisor().sessions().get(world.ref("worker")).history())
                .hasSize(1);
    }

    @Test
    void becomesTheNextTurnWhereTheQueueIsServed() {
        world.spawn("worker", "say hi");
        try (Dispatcher _ = world.serve()) {
            Receipt receipt = send("write note.txt later");

            assertThat(receipt.receipt()).isEqualTo(Receipt.Verdict.QUEUED);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> session().lastTurn().orElseThrow().outcome().isPresent()
                            && session().turns() == 2);
            SessionView after = session();
            assertThat(after.lastTurn().orElseThrow().turnId())
                    .isEqualTo(receipt.turnId().orElseThrow());
            assertThat(Path.of(after.worktree().orElseThrow()).resolve("note.txt"))
                    .hasContent("later");
        }
    }

    @Test
    void tellsItsPlaceInAQueueThatNobodyServesYet() {
        world.spawn("worker", "say hi");
        try (Dispatcher _ = world.handOver()) {
            Receipt receipt = send("more");

            assertThat(receipt.receipt()).isEqualTo(Receipt.Verdict.QUEUED);
            assertThat(receipt.place()).contains(1);
        }
    }

    @Test
    void needsAMessageAndALiveSession() {
        world.spawn("worker", "say hi");
        assertThatThrownBy(() -> send(" ")).hasMessageContaining("the message is empty");
        world.supervisor().sessions().kill(world.ref("worker"));

        assertThatThrownBy(() -> send("more"))
                .isInstanceOfSatisfying(
                        KugetsuException.class, e -> assertThat(e.kind()).isEqualTo(KugetsuException.Kind.NOT_FOUND));
    }

    private TurnReport detached(String... script) {
        return world.spawn("worker", SessionRole.WORKER, Turns.Attendance.DETACH, script);
    }

    private Receipt send(String text) {
        return world.supervisor().messages().send(new SendRequest(world.ref("worker"), text, Optional.empty()));
    }

    private void awaitText(String text) {
        await().atMost(Duration.ofSeconds(30)).until(() -> said().contains(text));
    }

    private String said() throws IOException {
        return Files.readString(
                world.supervisor().turns().folder(world.ref("worker")).resolve("stdout"));
    }

    private SessionView awaitEnd() {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> {
                            world.reopen();
                            return session();
                        },
                        view -> view.lastTurn().orElseThrow().outcome().isPresent());
    }

    private SessionView session() {
        return world.supervisor().sessions().get(world.ref("worker")).session();
    }
}
