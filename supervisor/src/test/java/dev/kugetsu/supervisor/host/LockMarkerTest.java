package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.Hooks.HookRequest;
import dev.kugetsu.supervisor.coordination.LockVerbs;
import dev.kugetsu.supervisor.coordination.LockVerbs.AcquireLock;
import dev.kugetsu.supervisor.coordination.LockVerbs.ListLocks;
import dev.kugetsu.supervisor.coordination.LockVerbs.LockView;
import dev.kugetsu.supervisor.coordination.LockVerbs.ReleaseLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What hooks see of the locks that open no store.
class LockMarkerTest {

    @TempDir
    Path folder;

    private World world;
    private Path marker;
    private Caller ann;

    @BeforeEach
    void open() throws Exception {
        world = new World(folder);
        marker = world.home.resolve("locks-held");
        ann = Caller.in(world.repository).asSession("ann-1");
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void isThereAsLongAsAnyPathIsLocked() {
        assertThat(marker).doesNotExist();
        lock("README.md");
        lock("other.txt");
        assertThat(marker).hasContent("README.md\nother.txt\n");

        unlock("README.md");
        assertThat(marker).hasContent("other.txt\n");
        unlock("other.txt");

        assertThat(marker).doesNotExist();
    }

    @Test
    void isOfNoConcernToLocksOnResources() {
        perform(Optional.empty(), Optional.of("port 3000"));

        assertThat(marker).doesNotExist();
    }

    /// As it is where a lock was rolled back, or somebody died before it was committed.
    @Test
    void forgetsWhatIsNotLockedWhenSomethingIsUnlocked() throws Exception {
        lock("README.md");
        lock("other.txt");
        Files.writeString(marker, "README.md\nnever.txt\nother.txt\n");

        unlock("README.md");

        assertThat(marker).hasContent("other.txt\n");
    }

    /// An earlier version made the file without a line in it.
    @Test
    void saysNothingOfPathsUntilItHasLines() throws Exception {
        lock("README.md");
        Files.writeString(marker, "");
        assertThat(isNothingInTheWayOf("free.txt")).isFalse();

        lock("other.txt");

        assertThat(marker).hasContent("README.md\nother.txt\n");
        assertThat(isNothingInTheWayOf("free.txt")).isTrue();
    }

    @Test
    void locksNothingThatItCannotTellOf() throws Exception {
        Files.createDirectory(marker);

        assertThatThrownBy(() -> lock("README.md"))
                .isInstanceOf(KugetsuException.class)
                .hasMessageContaining("the home cannot be written");

        assertThat(list()).isEmpty();
        assertThat(isNothingInTheWayOf("free.txt")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/Main.java", "src", "src/deep/er.txt", "docs", "docs/guide.md", "link.md"})
    void isNotCertainOfWhatIsLockedOrAroundIt(String path) throws Exception {
        lock("src");
        lock("docs/guide.md");
        Files.createSymbolicLink(world.repository.resolve("link.md"), Path.of("docs/guide.md"));

        assertThat(isNothingInTheWayOf(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"src2", "sr", "docs/guide.md.bak", "docs/guide", "Main.java", "/elsewhere/src"})
    void isCertainOfEverythingElse(String path) {
        lock("src");
        lock("docs/guide.md");

        assertThat(isNothingInTheWayOf(path)).isTrue();
    }

    @Test
    void isNotCertainOfWhatItDoesNotUnderstand() {
        lock("README.md");

        assertThat(isNothingInTheWay("emacs", "PreToolUse", edit("free.txt"))).isFalse();
        assertThat(isNothingInTheWay("claude-code", "PreToolUse", "garbage")).isFalse();
        assertThat(isNothingInTheWay("claude-code", "PreToolUse", edit("a\\u0000b")))
                .isFalse();
        assertThat(isNothingInTheWay("claude-code", "PreToolUse", "{\"tool_name\":{}}"))
                .isFalse();
        assertThat(isNothingInTheWay("claude-code", "Stop", edit("free.txt"))).isFalse();
    }

    private boolean isNothingInTheWayOf(String path) {
        return isNothingInTheWay("claude-code", "PreToolUse", edit(path));
    }

    private boolean isNothingInTheWay(String harness, String event, String input) {
        return GlanceHost.isNothingInTheWay(
                Map.of("KUGETSU_HOME", world.home.toString()),
                new HookRequest(harness, event, input, ann, OptionalLong.empty()));
    }

    private static String edit(String path) {
        return "{\"tool_name\":\"Edit\",\"tool_input\":{\"file_path\":\"" + path + "\"}}";
    }

    private void lock(String path) {
        perform(Optional.of(path), Optional.empty());
    }

    private void perform(Optional<String> path, Optional<String> resource) {
        AcquireLock request = new AcquireLock(path, resource, Optional.empty(), Optional.empty(), Optional.empty());
        world.supervisor().coordination().perform(LockVerbs.ACQUIRE, request, ann, Mode.COMMIT);
    }

    private void unlock(String path) {
        ReleaseLock request = new ReleaseLock(Optional.of(path), Optional.empty(), false);
        world.supervisor().coordination().perform(LockVerbs.RELEASE, request, ann, Mode.COMMIT);
    }

    private List<LockView> list() {
        return world.supervisor().coordination().perform(LockVerbs.LIST, new ListLocks(true), ann, Mode.COMMIT);
    }
}
