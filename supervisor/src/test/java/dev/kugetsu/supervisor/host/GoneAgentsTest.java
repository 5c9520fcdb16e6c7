package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.World.ISSUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.TurnReport.Outcome;
import dev.kugetsu.supervisor.Turns.Attendance;
import dev.kugetsu.supervisor.Turns.Urgency;
import dev.kugetsu.supervisor.coordination.Hooks.HookAnswer;
import dev.kugetsu.supervisor.coordination.Hooks.HookRequest;
import dev.kugetsu.supervisor.coordination.MessageVerbs;
import dev.kugetsu.supervisor.coordination.MessageVerbs.SendMail;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What becomes of turns of the queue whose agents are killed before they have done anything.
class GoneAgentsTest extends QueueScene {

    private static final Duration PAUSE = Duration.ofMinutes(30);

    @Test
    void pausesFromTheMomentAtWhichTheDeathIsSeen() {
        world.environment.put("KUGETSU_RETRY_DELAY", PAUSE.toMinutes() + "m");
        serve();
        TurnReport report = world.start(ISSUE, Attendance.DETACH, "sleep 300s");
        awaitState(ISSUE, "running");
        leave();
        world.change("UPDATE turns SET started_at = started_at - 3600000 WHERE turn_id = '" + report.turnId() + "'");
        kill(report);
        silenceSince(report, Instant.now().minus(Duration.ofMinutes(50)));
        Instant seen = Instant.now();

        serve();

        awaitState(ISSUE, "queued");
        assertThat(Instant.ofEpochMilli(Long.parseLong(ofTurn(report, "not_before"))))
                .isAfterOrEqualTo(seen.plus(PAUSE).minusMillis(1));
    }

    @Test
    void tellsTheNextAttemptThatItMayHaveThePromptAlready() {
        serve();
        TurnReport report = world.start(ISSUE, Attendance.DETACH, "once sleep 300s", "recall");
        awaitSleeper();

        kill(report);

        awaitOutcome(ISSUE, Outcome.SUCCEEDED);
        assertThat(world.home.resolve("turns/" + report.turnId() + "/attempts/2/prompt"))
                .content()
                .startsWith("(An earlier attempt at this was broken off before it had done anything")
                .endsWith("once sleep 300s\nrecall");
        assertThat(ofTurn(report, "text"))
                .as("that of the base, and this one twice: it has to be told")
                .endsWith("prompts so far: 3");
    }

    @Test
    void tellsItAlsoAfterAnAttemptThatWasNeverLaunched() {
        world.environment.put("KUGETSU_RETRY_DELAY", PAUSE.toMinutes() + "m");
        serve();
        TurnReport report = world.start(ISSUE, Attendance.DETACH, "once sleep 300s", "say ok");
        awaitSleeper();
        kill(report);
        awaitState(ISSUE, "queued");
        leave();
        world.change("UPDATE turns SET state = 'STARTING', fence = fence + 1, owner = '1 1 of-an-earlier-boot'"
                + " WHERE turn_id = '" + report.turnId() + "'");

        serve();

        awaitOutcome(ISSUE, Outcome.SUCCEEDED);
        assertThat(world.home.resolve("turns/" + report.turnId() + "/attempts/3/prompt"))
                .content()
                .startsWith("(An earlier attempt");
    }

    @Test
    void handsTheNextAttemptTheMessagesOfOneThatDidNothing() {
        serve();
        TurnReport report = world.start(ISSUE, Attendance.DETACH, "once sleep 300s", "sleep 300s");
        awaitSleeper();
        send(report, "look at README.md first");
        assertThat(prompted(report).stdout()).contains("look at README.md first");
        String receipt = "SELECT delivered_at IS NOT NULL FROM message_deliveries";
        assertThat(world.select(receipt)).containsExactly("1");

        kill(report);

        await().atMost(LONG).until(() -> ofTurn(report, "state || attempt").equals("RUNNING2"));
        assertThat(world.select(receipt)).containsExactly("0");
        assertThat(prompted(report).stdout()).contains("look at README.md first");
        assertThat(prompted(report)).isEqualTo(HookAnswer.SILENCE);
        assertThat(world.select(receipt)).containsExactly("1");
        world.supervisor().turns().stop(world.ref(ISSUE), Urgency.IMMEDIATE);
    }

    /// Its conversation holds them.
    @Test
    void leavesTheMessagesWithOneThatHasWorked() {
        serve();
        TurnReport report = world.start(ISSUE, Attendance.DETACH, "say I begin", "once sleep 300s");
        awaitSleeper();
        send(report, "look at README.md first");
        assertThat(prompted(report).stdout()).contains("look at README.md first");

        kill(report);

        awaitOutcome(ISSUE, Outcome.LOST);
        assertThat(world.select("SELECT delivered_at IS NOT NULL FROM message_deliveries"))
                .containsExactly("1");
    }

    private void send(TurnReport report, String text) {
        world.perform(MessageVerbs.SEND, new SendMail(report.sessionId(), text, Optional.empty()), world.operator());
    }

    /// What the agent's hook answers to a prompt, and the agent has in its context then.
    private HookAnswer prompted(TurnReport report) {
        HookAnswer answer = world.supervisor()
                .hooks()
                .answer(new HookRequest(
                        "claude-code",
                        "UserPromptSubmit",
                        HookScene.input(world.repository, "UserPromptSubmit", "\"prompt\":\"x\""),
                        world.caller("c-1").asAgentOf(new SessionId(report.sessionId()), World.PROJECT),
                        OptionalLong.empty()));
        answer.receipt().ifPresent(world.supervisor().hooks()::confirm);
        return answer;
    }

    /// Its agent has the prompt and plays `once sleep`.
    private void awaitSleeper() {
        awaitState(ISSUE, "running");
        await().atMost(LONG).until(() -> {
            try (Stream<Path> files = Files.walk(world.home.resolve("harness"))) {
                return files.anyMatch(file -> file.getFileName().toString().startsWith("once-"));
            }
        });
    }

    private String ofTurn(TurnReport report, String column) {
        return world.select("SELECT " + column + " FROM turns WHERE turn_id = '" + report.turnId() + "'")
                .getFirst();
    }

    private void silenceSince(TurnReport report, Instant last) {
        for (String output : List.of("stdout", "stderr")) {
            assertThat(world.home
                            .resolve("turns/" + report.turnId() + "/" + output)
                            .toFile()
                            .setLastModified(last.toEpochMilli()))
                    .isTrue();
        }
    }

    /// Ends all processes of the turn, the wrapper first, so that nobody says how it ended.
    private static void kill(TurnReport report) {
        List<ProcessIdentity> agent = await().until(
                        () -> SystemProcesses.detect().listMarked().getOrDefault(report.turnId(), List.of()),
                        found -> !found.isEmpty());
        ProcessHandle wrapper = ProcessHandle.of(agent.getFirst().pid())
                .flatMap(ProcessHandle::parent)
                .orElseThrow();
        List<ProcessHandle> all =
                Stream.concat(Stream.of(wrapper), wrapper.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        await().until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    }
}
