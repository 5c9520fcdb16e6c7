package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.kugetsu.supervisor.coordination.HookFiles;
import dev.kugetsu.supervisor.coordination.HookFiles.HookFileView;
import dev.kugetsu.supervisor.coordination.HookFiles.HookPlace;
import dev.kugetsu.supervisor.coordination.HookFiles.HookState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HookFilesTest {

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void open() throws Exception {
        world = new World(folder);
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    /// A file that somebody else has broken keeps nobody from the hooks of the others.
    @Test
    void doesTheOthersWhenOneFileIsBroken() throws Exception {
        HookFiles files = world.supervisor().hookFiles();
        HookPlace both = new HookPlace(
                world.repository, world.repository.resolve("kugetsu-hook"), List.of("claude-code", "gemini"));
        Path broken = world.repository.resolve(".claude/settings.local.json");
        Files.createDirectories(world.repository.resolve(".claude"));
        Files.writeString(broken, "{ \"hooks\": ");

        assertThatThrownBy(() -> files.install(both))
                .hasMessageContaining(".claude/settings.local.json")
                .hasMessageEndingWith("; the others are done");
        assertThat(files.examine(both))
                .extracting(HookFileView::harness, HookFileView::state)
                .containsExactly(tuple("claude-code", HookState.UNREADABLE), tuple("gemini", HookState.INSTALLED));
        assertThatThrownBy(() -> files.remove(both)).hasMessageContaining(".claude/settings.local.json");

        assertThat(files.examine(both).getLast().state()).isEqualTo(HookState.ABSENT);
        assertThat(broken).hasContent("{ \"hooks\": ");
        assertThat(world.repository.resolve(".gemini")).doesNotExist();
    }
}
