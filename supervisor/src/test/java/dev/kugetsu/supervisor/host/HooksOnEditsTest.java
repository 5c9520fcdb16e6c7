package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Hooks.HookAnswer;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Edits of what somebody has locked, before their hook.
class HooksOnEditsTest {

    private static final String EDIT_OF_README = "\"tool_name\":\"Edit\",\"tool_input\":{\"file_path\":\"README.md\"}";

    @AutoClose
    private final World world;

    private final HookScene scene;

    HooksOnEditsTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
        scene = new HookScene(world);
    }

    @Test
    void blocksAnEditOfWhatSomebodyElseHasLocked() {
        scene.lock("README.md");

        assertThat(scene.edit("README.md").stdout())
                .contains("\"permissionDecision\":\"deny\"", "README.md is locked by", "[ann-1]");
        assertThat(scene.edit("other.md")).isEqualTo(HookAnswer.SILENCE);
        assertThat(scene.edit("/etc/passwd")).isEqualTo(HookAnswer.SILENCE);

        scene.unlock("README.md");

        assertThat(scene.edit("README.md")).isEqualTo(HookAnswer.SILENCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Edit", "Write", "MultiEdit"})
    void blocksEveryToolThatEdits(String tool) {
        scene.lock("README.md");

        assertThat(scene.tool(tool, "file_path", "README.md").stdout()).contains("deny");
    }

    @Test
    void blocksNotebooksToo() {
        scene.lock("a.ipynb");

        assertThat(scene.tool("NotebookEdit", "notebook_path", "a.ipynb").stdout())
                .contains("deny");
        assertThat(scene.tool("Read", "file_path", "a.ipynb")).isEqualTo(HookAnswer.SILENCE);
    }

    @Test
    void letsTheOwnerPass() {
        scene.lock("README.md", world.caller("c-1"));

        assertThat(scene.edit("README.md")).isEqualTo(HookAnswer.SILENCE);
    }

    @Test
    void blocksInEveryWorktreeAndFromOutside() throws Exception {
        Path linked = world.folder.resolve("linked");
        world.git("worktree", "add", "-q", linked.toString());
        scene.lock("README.md");

        assertThat(scene.edit(linked.resolve("README.md").toString()).stdout()).contains("deny");
        assertThat(scene.hookIn(
                                world.folder,
                                "PreToolUse",
                                "\"tool_name\":\"Edit\",\"tool_input\":{\"file_path\":\""
                                        + world.repository.resolve("README.md") + "\"}")
                        .stdout())
                .contains("deny");
    }

    @Test
    void blocksInEveryWorktreeOfASubmodule() throws Exception {
        Path linked = world.folder.resolve("of-sub");
        world.git(
                "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", world.repository.toString(), "sub");
        world.git("-C", "sub", "worktree", "add", "-q", linked.toString());
        Path sub = world.repository.resolve("sub");
        scene.lock("README.md", Caller.in(linked).asSession("ann-1"));

        assertThat(scene.hookIn(sub, "PreToolUse", EDIT_OF_README).stdout()).contains("deny");
        assertThat(scene.hookIn(linked, "PreToolUse", EDIT_OF_README).stdout()).contains("deny");
        assertThat(scene.edit("README.md")).as("of the repository around it").isEqualTo(HookAnswer.SILENCE);
    }
}
