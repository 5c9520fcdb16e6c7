package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.TaskState;
import dev.kugetsu.supervisor.coordination.TaskVerbs;
import dev.kugetsu.supervisor.coordination.TaskVerbs.TaskView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskChangesTest {

    @AutoClose
    private final World world;

    private TaskBoard board;
    private Caller ann;
    private Caller ben;

    TaskChangesTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
    }

    @BeforeEach
    void prepare() throws Exception {
        board = new TaskBoard(world.supervisor(), world.repository);
        ann = board.agent("ann-1");
        ben = board.agent("ben-1");
    }

    @Test
    void isDoneWhenItsOwnerSaysSo() {
        board.create(ann, "build it");
        assertThatThrownBy(() -> board.complete(ann, "build it")).hasMessageContaining("is not yours but nobody's");
        board.claim(ann, "build it");
        assertThatThrownBy(() -> board.complete(ben, "build it")).hasMessageContaining("is not yours but that of");

        TaskView done = board.complete(ann, "build it");

        assertThat(done.state()).isEqualTo(TaskState.DONE);
        assertThat(done.endedAt()).isPresent();
        assertThat(board.complete(ann, "build it").changed()).isFalse();
        assertThat(journal("task_completed")).hasSize(1);
        assertThatThrownBy(() -> board.claim(ben, "build it")).hasMessageContaining("is done since");
        assertThatThrownBy(() -> board.complete(ben, "build it")).hasMessageContaining("is done since");
        assertThatThrownBy(() -> release(ann, "build it", false)).hasMessageContaining("is done since");
        assertThat(board.titles(false)).isEmpty();
        assertThat(board.titles(true)).containsExactly("build it");
    }

    @Test
    void isDoneWhenTheOperatorSaysSoAndItsOwnerIsTold() {
        board.create(ann, "build it");
        board.claim(ann, "build it");

        assertThat(board.complete(board.operator(), "build it").state()).isEqualTo(TaskState.DONE);

        assertThat(board.inbox(ann)).singleElement().asString().contains("was completed by operator");
    }

    @Test
    void isLeftToOthers() {
        board.create(ann, "build it");
        board.claim(ann, "build it");

        TaskView released = release(ann, "build it", false);

        assertThat(released.owner()).isEmpty();
        assertThat(released.free()).isTrue();
        assertThat(release(ann, "build it", false).changed()).isFalse();
        assertThat(board.next(ben)).isPresent();
    }

    @Test
    void unlocksItsFilesWhereThatIsSaid() {
        board.create(ann, "build it", 0, List.of("README.md", "src"));
        board.claimWithLocks(ann, "build it");

        release(ann, "build it", false);
        assertThat(board.locks()).containsExactly("README.md", "src");
        board.lock(ann, "else");
        board.claim(ann, "build it");
        board.perform(TaskVerbs.COMPLETE, new TaskVerbs.CompleteTask("build it", true), ann);

        assertThat(board.locks()).containsExactly("else");
    }

    @Test
    void unlocksForTheOwnerWhatTheOperatorEnds() {
        board.create(ann, "build it", 0, List.of("README.md"));
        board.claimWithLocks(ann, "build it");

        board.perform(TaskVerbs.COMPLETE, new TaskVerbs.CompleteTask("build it", true), board.operator());

        assertThat(board.show("build it").state()).isEqualTo(TaskState.DONE);
        assertThat(board.locks()).isEmpty();
        assertThat(board.inbox(ann)).anyMatch(text -> text.contains("lost the lock on README.md"));
    }

    @Test
    void unlocksNothingOfOthers() {
        board.create(ann, "build it", 0, List.of("README.md"));
        board.claim(ann, "build it");
        board.lock(ben, "README.md");

        board.perform(TaskVerbs.COMPLETE, new TaskVerbs.CompleteTask("build it", true), ann);

        assertThat(board.locks()).containsExactly("README.md");
        assertThat(Files.exists(world.home.resolve("locks-held"))).isTrue();
    }

    @Test
    void waitsWhileItIsBlocked() {
        board.create(ann, "build it");
        board.claim(ann, "build it");
        assertThatThrownBy(() -> block(ben, "build it", "no")).hasMessageContaining("is not yours");
        assertThatThrownBy(() -> block(ann, "build it", "a\nb")).hasMessageContaining("the reason");

        TaskView blocked = block(ann, "build it", "needs a key");

        assertThat(blocked.blockedReason()).contains("needs a key");
        assertThat(block(ann, "build it", "needs a key").changed()).isFalse();
        assertThat(block(ann, "build it", "needs two keys").blockedReason()).contains("needs two keys");
        assertThat(board.next(ben)).isEmpty();
        TaskView unblocked = unblock(ann, "build it");
        assertThat(unblocked.state()).isEqualTo(TaskState.IN_PROGRESS);
        assertThat(unblocked.blockedReason()).isEmpty();
        assertThat(unblock(ann, "build it").changed()).isFalse();
        assertThat(journal("task_blocked")).containsExactly("needs a key", "needs two keys");
    }

    @Test
    void stillCanBeClaimedWhileItIsBlocked() {
        board.create(ann, "build it");
        board.claim(ann, "build it");
        block(ann, "build it", "needs a key");
        assertThatThrownBy(() -> board.claim(ben, "build it")).hasMessageContaining("is being done by");

        TaskView released = release(ann, "build it", false);

        assertThat(released.state()).isEqualTo(TaskState.BLOCKED);
        assertThat(released.owner()).isEmpty();
        assertThat(release(ann, "build it", false).changed()).isFalse();
        assertThat(board.claim(ben, "build it").state()).isEqualTo(TaskState.IN_PROGRESS);
    }

    @Test
    void goesBackToAllWhenItIsUnblockedWithoutAnOwner() {
        board.create(ann, "build it");
        block(ann, "build it", "not yet");

        assertThat(unblock(ann, "build it").free()).isTrue();
        assertThat(journal("task_unblocked")).hasSize(1);
    }

    @Test
    void isCancelledByItsAuthorUntilSomebodyHasIt() {
        board.create(ann, "one");
        board.create(ann, "two");
        board.claim(ben, "two");

        assertThatThrownBy(() -> cancel(ben, "one")).hasMessageContaining("is not yours but nobody's");
        assertThat(cancel(ann, "one").state()).isEqualTo(TaskState.CANCELLED);
        assertThat(cancel(ann, "one").changed()).isFalse();
        assertThatThrownBy(() -> cancel(ann, "two")).hasMessageContaining("is not yours but that of");
        assertThat(cancel(board.operator(), "two").state()).isEqualTo(TaskState.CANCELLED);
        assertThat(board.inbox(ben)).singleElement().asString().contains("was cancelled by operator: no need");
        assertThatThrownBy(() -> unblock(ann, "one")).hasMessageContaining("is cancelled");
    }

    @Test
    void isNotBegunBecauseWhatComesFirstWasCancelled() {
        board.create(ann, "first");
        board.create(ann, "second", "first");

        cancel(ann, "first");

        assertThat(board.next(ben)).isEmpty();
        assertThat(depend(ann, "second", List.of(), List.of("first")).dependsOn())
                .isEmpty();
        assertThat(board.next(ben)).map(TaskView::title).contains("second");
    }

    @Test
    void neverComesBeforeItself() {
        String one = board.create(ann, "one").taskId();
        String two = board.create(ann, "two", "one").taskId();
        String three = board.create(ann, "three", "two").taskId();

        assertThatThrownBy(() -> depend(ann, "one", List.of("three"), List.of()))
                .hasMessageEndingWith("before itself: " + String.join(" after ", one, three, two, one));
        assertThatThrownBy(() -> depend(ann, "one", List.of("one"), List.of())).hasMessageContaining("before itself");
        assertThat(board.show("one").dependsOn()).isEmpty();
        assertThat(depend(ann, "three", List.of("one"), List.of("two")).dependsOn())
                .containsExactly(one);
        assertThat(depend(ann, "three", List.of("one"), List.of()).changed()).isFalse();
        assertThatThrownBy(() -> depend(ben, "three", List.of("two"), List.of()))
                .hasMessageContaining("is not yours");
    }

    @Test
    void comesFirstOnlyAsAWhole() {
        board.create(ann, "one");
        board.create(ann, "two", "one");

        assertThatThrownBy(() -> depend(ann, "one", List.of("nothing"), List.of()))
                .hasMessageContaining("there is no task");
        assertThatThrownBy(() -> depend(ann, "two", List.of("two"), List.of("one")))
                .hasMessageContaining("before itself");
        assertThat(board.show("two").dependsOn()).hasSize(1);
    }

    private TaskView release(Caller caller, String task, boolean unlock) {
        return board.perform(TaskVerbs.RELEASE, new TaskVerbs.ReleaseTask(task, unlock), caller);
    }

    private TaskView block(Caller caller, String task, String reason) {
        return board.perform(TaskVerbs.BLOCK, new TaskVerbs.BlockTask(task, reason), caller);
    }

    private TaskView unblock(Caller caller, String task) {
        return board.perform(TaskVerbs.UNBLOCK, new TaskVerbs.UnblockTask(task), caller);
    }

    private TaskView cancel(Caller caller, String task) {
        return board.perform(TaskVerbs.CANCEL, new TaskVerbs.CancelTask(task, Optional.of("no need")), caller);
    }

    private TaskView depend(Caller caller, String task, List<String> on, List<String> notOn) {
        return board.perform(TaskVerbs.DEPEND, new TaskVerbs.DependTask(task, on, notOn), caller);
    }

    private List<String> journal(String kind) {
        return world.select("SELECT coalesce(text, '') FROM journal WHERE kind = '" + kind + "' ORDER BY seq");
    }
}
