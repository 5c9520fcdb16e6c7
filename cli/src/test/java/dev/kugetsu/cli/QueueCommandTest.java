package dev.kugetsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.cli.CliRun.Result;
import dev.kugetsu.supervisor.TurnQueue.Pause;
import dev.kugetsu.supervisor.TurnQueue.QueueView;
import dev.kugetsu.supervisor.TurnQueue.QueuedTurn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueueCommandTest {

    private static final QueuedTurn TURN = new QueuedTurn(
            "t-9f3hw0ab",
            "s-4k7m2xqd",
            Optional.of("github.com/acme/app#42"),
            "app",
            "scripted",
            "queue",
            2,
            1,
            5,
            1,
            "3 of 3 slots are taken",
            Instant.parse("2026-03-01T12:00:00Z"),
            Optional.empty());

    private final FakeSupervisor supervisor = new FakeSupervisor();

    @Test
    void listsWhatWaitsAndWhy() {
        supervisor.queue = new QueueView(
                Optional.of(new Pause(Instant.parse("2026-03-01T12:00:00Z"), "lunch")),
                true,
                3,
                3,
                List.of("scripted: usage limit until 03:10"),
                List.of(TURN));

        Result result = CliRun.with(supervisor).run("queue", "list");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("github.com/acme/app#42", "t-9f3hw0ab", "3 of 3 slots are taken");
        assertThat(result.err()).contains("lunch", "kugetsu queue resume", "usage limit until 03:10");
    }

    @Test
    void listsInJson() {
        supervisor.queue = new QueueView(Optional.empty(), true, 3, 3, List.of(), List.of(TURN));

        Result result = CliRun.with(supervisor).run("queue", "list", "--json");

        assertThat(result.out())
                .startsWith("{\"pause\":null,\"is_served\":true,\"running\":3,\"slots\":3,\"notices\":[],"
                        + "\"turns\":[{\"turn_id\":\"t-9f3hw0ab\"")
                .contains("\"not_before\":null");
    }

    @Test
    void saysThatNothingWaits() {
        Result result = CliRun.with(supervisor).run("queue", "list");

        assertThat(result.err()).contains("nothing waits; 1 of 3 slots are taken");
    }

    @Test
    void callsATurnOff() {
        supervisor.cancelled = List.of(TURN);

        Result result = CliRun.with(supervisor).run("queue", "cancel", "t-9f3");

        assertThat(supervisor.requests).containsExactly("cancel t-9f3");
        assertThat(result.err()).contains("called off turn t-9f3hw0ab of github.com/acme/app#42");
    }

    @Test
    void pausesWithAReason() {
        Result result = CliRun.with(supervisor).run("queue", "pause", "--reason", "lunch");

        assertThat(result.exitCode()).isZero();
        assertThat(supervisor.requests).containsExactly("pause lunch");
    }

    @Test
    void saysWhetherThereWasAnythingToResume() {
        assertThat(CliRun.with(supervisor).run("queue", "resume").err()).contains("nothing to do");
    }

    @Test
    void saysWhatAStopHasCalledOff() {
        supervisor.cancelled = List.of(TURN);

        Result result = CliRun.with(supervisor).run("stop", "#42");

        assertThat(supervisor.requests).startsWith("cancel #42");
        assertThat(result.err()).contains("called off turn t-9f3hw0ab, which waited in the queue");
    }

    @Test
    void leavesTheOthersAloneWhenOneTurnIsStopped() {
        CliRun.with(supervisor).run("stop", "t-9f3");

        assertThat(supervisor.requests).doesNotContain("cancel t-9f3");
    }

    @Test
    void suggestsTheCommandBelowThatWasMeant() {
        Result result = CliRun.with(supervisor).run("queue", "lst");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("there is no command 'lst'", "did you mean list? See kugetsu queue --help");
    }

    @Test
    void needsACommandBelow() {
        Result result = CliRun.with(supervisor).run("queue");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("cancel", "pause", "resume");
    }
}
