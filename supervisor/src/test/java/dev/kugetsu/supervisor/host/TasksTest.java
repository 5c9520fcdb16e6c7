package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.Presence;
import dev.kugetsu.supervisor.coordination.TaskState;
import dev.kugetsu.supervisor.coordination.TaskVerbs;
import dev.kugetsu.supervisor.coordination.TaskVerbs.ClaimTask;
import dev.kugetsu.supervisor.coordination.TaskVerbs.TakeNextTask;
import dev.kugetsu.supervisor.coordination.TaskVerbs.TaskView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TasksTest {

    @AutoClose
    private final World world;

    private TaskBoard board;
    private Caller ann;
    private Caller ben;

    TasksTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
    }

    @BeforeEach
    void prepare() throws Exception {
        board = new TaskBoard(world.supervisor(), world.repository);
        ann = board.agent("ann-1");
        ben = board.agent("ben-1");
    }

    @Test
    void isToldWhole() {
        TaskView first = board.create(ann, "build it");
        TaskView task = board.perform(
                TaskVerbs.CREATE,
                new TaskVerbs.CreateTask(
                        "test it",
                        Optional.of("all\nof it"),
                        List.of("README.md", "./src/../src/new"),
                        Optional.of(7),
                        List.of("BUILD it")),
                ann);

        assertThat(task.taskId()).startsWith("task-");
        assertThat(board.show(task.taskId())).satisfies(shown -> {
            assertThat(shown.description()).contains("all\nof it");
            assertThat(shown.priority()).isEqualTo(7);
            assertThat(shown.files()).containsExactly("README.md", "src/new");
            assertThat(shown.dependsOn()).containsExactly(first.taskId());
            assertThat(shown.waitsFor()).containsExactly(first.taskId());
            assertThat(shown.state()).isEqualTo(TaskState.PENDING);
            assertThat(shown.free()).isFalse();
            assertThat(shown.owner()).isEmpty();
        });
        assertThat(board.show("build it").free()).isTrue();
    }

    @Test
    void refusesAnUnknownDependencyBeforeAnythingElse() {
        assertThatThrownBy(() -> board.create(ann, " ", "no such task"))
                .hasMessage("there is no task 'no such task' in project app");
        assertThatThrownBy(() -> board.create(ann, " ")).hasMessageContaining("the title is blank");
        assertThatThrownBy(() -> board.create(ann, "x", 0, List.of("../out")))
                .hasMessageContaining("outside of project app");
        assertThat(board.titles(true)).isEmpty();
    }

    @Test
    void belongsToOneAgent() {
        TaskView task = board.create(ann, "build it");

        TaskView claimed = board.claim(ann, task.taskId());

        assertThat(claimed.state()).isEqualTo(TaskState.IN_PROGRESS);
        assertThat(claimed.ownerPresence()).contains(Presence.ACTIVE);
        assertThat(board.claim(ann, task.taskId()).changed()).isFalse();
        assertThatThrownBy(() -> board.claim(ben, task.taskId()))
                .hasMessageContaining("is being done by " + claimed.owner().orElseThrow() + " (ann-1) since")
                .satisfies(failure ->
                        assertThat(((KugetsuException) failure).kind()).isEqualTo(Kind.CONFLICT))
                .satisfies(failure ->
                        assertThat(((KugetsuException) failure).details()).contains(board.show("build it")));
        assertThat(journal("task_claimed")).containsExactly("build it");
    }

    @Test
    void isNamedByItsTitleUnlessThatIsAmbiguous() {
        TaskView first = board.create(ann, "Build it");
        TaskView second = board.create(ann, "build IT");

        assertThatThrownBy(() -> board.claim(ann, "build it"))
                .hasMessage("'build it' matches 2 tasks: " + first.taskId() + ", " + second.taskId());
        assertThatThrownBy(() -> board.claim(ann, "task-")).hasMessageContaining("matches 2 tasks");
        board.claim(ann, first.taskId());
        board.complete(ann, first.taskId());
        assertThat(board.claim(ann, "BUILD it").taskId()).isEqualTo(second.taskId());
        assertThat(board.show(first.taskId().substring(0, 12)).taskId()).isEqualTo(first.taskId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "task_", "nothing"})
    void isNotFoundByWhatIsNoNameOfIt(String text) {
        board.create(ann, "build it");

        assertThatThrownBy(() -> board.show(text)).hasMessageContaining("there is no task");
    }

    @Test
    void goesToTheMostUrgentFirstAndThenToTheOldest() {
        board.create(ann, "later");
        board.create(ann, "soon", 5, List.of());
        board.create(ann, "also soon", 5, List.of());
        board.create(ann, "last", -1, List.of());

        assertThat(board.titles(false)).containsExactly("soon", "also soon", "later", "last");
        assertThat(next(ann)).contains("soon");
        assertThat(next(ben)).contains("also soon");
        assertThat(next(ann)).contains("later");
        assertThat(next(ben)).contains("last");
        assertThat(next(ann)).isEmpty();
    }

    @Test
    void comesAfterWhatItDependsOn() {
        board.create(ann, "first");
        TaskView second = board.create(ann, "second", 9, List.of(), "first");

        assertThat(next(ann)).contains("first");
        assertThat(next(ben)).isEmpty();
        assertThatThrownBy(() -> board.claim(ben, "second")).hasMessageContaining("depends on what is not done");
        board.complete(ann, "first");

        assertThat(board.show("second").free()).isTrue();
        assertThat(next(ben)).contains("second");
        assertThat(board.show("second").dependsOn()).isEqualTo(second.dependsOn());
    }

    @Test
    void isTakenOverFromWhoeverHasGone() {
        board.create(ann, "build it");
        String former = board.next(ann).orElseThrow().owner().orElseThrow();
        silence("ann-1", 16);

        assertThat(board.show("build it").free()).isTrue();
        TaskView taken = board.next(ben).orElseThrow();

        assertThat(taken.title()).isEqualTo("build it");
        assertThat(taken.owner()).isNotEqualTo(Optional.of(former));
        assertThat(board.inbox(ann)).singleElement().asString().contains("was taken over by");
        assertThat(journal("task_claimed")).contains("build it, taken over from " + former);
    }

    @Test
    void isClaimedFromWhoeverHasEnded() {
        board.create(ann, "build it");
        board.claim(ann, "build it");
        board.perform(AgentVerbs.END, new AgentVerbs.EndAgent(Optional.empty()), ann);

        assertThat(board.claim(ben, "build it").agentSessionId()).contains("ben-1");
    }

    @Test
    void isNotLostByWhoeverThinksForLong() {
        Caller thinking = ann.asProcess(SystemProcesses.detect().current());
        board.create(thinking, "build it");
        board.claim(thinking, "build it");
        silence("ann-1", 600);

        assertThat(next(ben)).isEmpty();
        assertThatThrownBy(() -> board.claim(ben, "build it")).hasMessageContaining("is being done by");
    }

    @Test
    void isTakenAwayOnlyByForceAndNotWithoutAWord() {
        board.create(ann, "build it");
        board.claim(ann, "build it");

        board.takeAway(ben, "build it");

        assertThat(board.inbox(ann)).singleElement().asString().contains("was taken over by");
        assertThat(board.inbox(ben)).isEmpty();
    }

    @Test
    void isTheOperatorsAsLongAsTheOperatorWants() {
        board.create(board.operator(), "build it");
        board.claim(board.operator(), "build it");

        assertThat(next(ben)).isEmpty();
        assertThatThrownBy(() -> board.claim(ben, "build it")).hasMessageContaining("being done by operator");
    }

    @Test
    void locksItsFilesAllOrNothing() {
        board.create(ann, "build it", 0, List.of("README.md", "src"));
        board.lock(ben, "src/Main.java");

        assertThatThrownBy(() -> board.claimWithLocks(ann, "build it"))
                .hasMessageContaining("src/Main.java is locked by");
        assertThat(board.locks()).containsExactly("src/Main.java");
        assertThat(board.show("build it").state()).isEqualTo(TaskState.PENDING);

        board.claimWithLocks(ben, "build it");

        assertThat(board.locks()).containsExactly("README.md", "src", "src/Main.java");
        assertThat(Files.exists(world.home.resolve("locks-held"))).isTrue();
    }

    @Test
    void passesOverWhatOthersHaveLocked() {
        board.create(ann, "locked", 9, List.of("README.md"));
        board.create(ann, "open", 0, List.of("src"));
        board.lock(ben, "README.md");

        assertThat(board.nextWithLocks(ann).map(TaskView::title)).contains("open");
        assertThat(board.nextWithLocks(ann)).isEmpty();
        assertThat(board.nextWithLocks(ben).map(TaskView::title)).contains("locked");
    }

    @Test
    void rehearsesWithoutATrace() {
        board.create(ann, "build it", 0, List.of("README.md"));

        Optional<TaskView> next = world.supervisor()
                .coordination()
                .perform(TaskVerbs.NEXT, new TakeNextTask(true), ben, Mode.REHEARSE)
                .task();
        world.supervisor()
                .coordination()
                .perform(TaskVerbs.CLAIM, new ClaimTask("build it", true, false), ben, Mode.REHEARSE);

        assertThat(next).map(TaskView::state).contains(TaskState.IN_PROGRESS);
        assertThat(board.show("build it").state()).isEqualTo(TaskState.PENDING);
        assertThat(board.locks()).isEmpty();
        assertThat(Files.exists(world.home.resolve("locks-held"))).isFalse();
    }

    private Optional<String> next(Caller caller) {
        return board.next(caller).map(TaskView::title);
    }

    private List<String> journal(String kind) {
        return world.select("SELECT text FROM journal WHERE kind = '" + kind + "' ORDER BY seq");
    }

    private void silence(String session, int minutes) {
        world.change("UPDATE agent_sessions SET last_seen_at = last_seen_at - " + minutes * 60_000
                + " WHERE agent_session_id = '" + session + "'");
    }
}
