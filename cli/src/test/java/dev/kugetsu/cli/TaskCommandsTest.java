package dev.kugetsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.cli.CliRun.Result;
import dev.kugetsu.supervisor.coordination.Presence;
import dev.kugetsu.supervisor.coordination.TaskState;
import dev.kugetsu.supervisor.coordination.TaskVerbs;
import dev.kugetsu.supervisor.coordination.TaskVerbs.CreateTask;
import dev.kugetsu.supervisor.coordination.TaskVerbs.NextTask;
import dev.kugetsu.supervisor.coordination.TaskVerbs.TaskView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TaskCommandsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final FakeSupervisor supervisor = new FakeSupervisor();

    @Test
    void makesATaskOfOptions() {
        supervisor.coordination.answer(TaskVerbs.CREATE, task(TaskState.PENDING, "build it", true));

        Result result = CliRun.with(supervisor)
                .run(
                        "task",
                        "create",
                        "build it",
                        "--file",
                        "a",
                        "--file",
                        "b",
                        "--priority",
                        "-3",
                        "--depends-on",
                        "task-1");

        assertThat(supervisor.coordination.performed.getFirst().request())
                .isEqualTo(new CreateTask(
                        "build it", Optional.empty(), List.of("a", "b"), Optional.of(-3), List.of("task-1")));
        assertThat(result.out()).isEqualTo("task-2\n");
        assertThat(result.err()).contains("it waits for task-1");
    }

    @Test
    void showsWhatIsNext() {
        supervisor.coordination.answer(
                TaskVerbs.NEXT, new NextTask(Optional.of(task(TaskState.IN_PROGRESS, "build it", true))));

        Result result = CliRun.with(supervisor).run("task", "next", "--lock");

        assertThat(supervisor.coordination.performed.getFirst().request()).isEqualTo(new TaskVerbs.TakeNextTask(true));
        assertThat(result.out())
                .contains(
                        "task-2",
                        "build it",
                        "src/Main.java",
                        "waits for  task-1",
                        "writes:\n> First this.\n> Then that.");
        assertThat(result.err()).contains("the task is yours");
    }

    @Test
    void hasNothingToDoWhenNoTaskIsFree() {
        supervisor.coordination.answer(TaskVerbs.NEXT, new NextTask(Optional.empty()));

        Result told = CliRun.with(supervisor).run("task", "next");
        Result json = CliRun.with(supervisor).run("task", "next", "--json");

        assertThat(told.exitCode()).isZero();
        assertThat(told.out()).isEmpty();
        assertThat(told.err()).contains("no task is free");
        assertThat(json.exitCode()).isZero();
        assertThat(json.out()).isEqualTo("{\"task\":null}\n");
    }

    @Test
    void saysWhetherAnythingHasChanged() {
        supervisor.coordination.answer(TaskVerbs.COMPLETE, task(TaskState.DONE, "build it", false));
        supervisor.coordination.answer(TaskVerbs.BLOCK, task(TaskState.BLOCKED, "build it", true));

        assertThat(CliRun.with(supervisor).run("task", "complete", "task-2").err())
                .contains("it was done already: task-2 build it");
        assertThat(CliRun.with(supervisor)
                        .run("task", "block", "task-2", "--reason", "needs a key")
                        .err())
                .contains("blocked task-2 build it");
    }

    @Test
    void listsTasksAndMakesThemHarmless() {
        supervisor.coordination.answer(
                TaskVerbs.LIST, List.of(task(TaskState.PENDING, "build\u001b[31m it\nnow\u202e", true)));

        Result result = CliRun.with(supervisor).run("task", "list");

        assertThat(result.out()).contains("waiting", "brave-heron (stale)", "build it now", "task-1");
        assertThat(result.out()).doesNotContain("\u001b", "\u202e");
    }

    @Test
    void listsWhyATaskIsBlocked() {
        supervisor.coordination.answer(TaskVerbs.LIST, List.of(task(TaskState.BLOCKED, "build it", true)));

        assertThat(CliRun.with(supervisor).run("task", "list").out()).contains("build it  needs a key");
    }

    @Test
    void makesWhatItSaysHarmlessToo() {
        TaskView hostile = task(TaskState.DONE, "build\u001b[31m it\nnow\u202e", true);
        supervisor.coordination.answer(TaskVerbs.COMPLETE, hostile);
        supervisor.coordination.answer(TaskVerbs.SHOW, hostile);

        Result completed = CliRun.with(supervisor).run("task", "complete", "task-2");
        Result shown = CliRun.with(supervisor).run("task", "show", "task-2");

        assertThat(completed.err()).isEqualTo("completed task-2 build it now\n");
        assertThat(shown.out()).contains("build it now").doesNotContain("\u001b", "\u202e");
    }

    @Test
    void wantsAReason() {
        assertThat(CliRun.with(supervisor).run("task", "block", "task-2").exitCode())
                .isEqualTo(2);
        assertThat(supervisor.coordination.performed).isEmpty();
    }

    private static TaskView task(TaskState state, String title, boolean changed) {
        return new TaskView(
                "task-2",
                title,
                Optional.of("First this.\nThen that."),
                0,
                state,
                Optional.of("brave-heron"),
                Optional.of("a-1"),
                Optional.of(Presence.STALE),
                false,
                state == TaskState.BLOCKED ? Optional.of("needs a key") : Optional.empty(),
                List.of("src/Main.java"),
                List.of("task-1"),
                List.of("task-1"),
                "operator",
                NOON,
                Optional.of(NOON),
                Optional.empty(),
                changed);
    }
}
