package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.Housekeeping.Finding;
import dev.kugetsu.supervisor.Housekeeping.Finding.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `doctor` says about the project of a folder.
class ProjectFindingsTest {

    @AutoClose
    private final World world;

    ProjectFindingsTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
    }

    @Test
    void findsABaseThatItsHarnessHas() {
        world.init();

        assertThat(ofProject()).containsExactly(new Finding(Level.OK, "project", "app with base " + base(), ""));
    }

    @Test
    void missesABaseThatItsHarnessDoesNotHaveAnyMore() throws Exception {
        world.init();
        String base = base();
        Path session = world.home.resolve("harness/scripted/sessions/" + base.substring("scripted ".length()));
        Path aside = world.folder.resolve("aside");
        Files.move(session, aside);

        assertThat(ofProject())
                .containsExactly(new Finding(
                        Level.WARNING,
                        "project",
                        "app with base " + base + ", which scripted does not have any more",
                        "make a new one with `kugetsu init --force --harness scripted` in " + world.repository));

        Files.move(aside, session);
    }

    @Test
    void saysWhatItCannotCheck() throws Exception {
        Files.writeString(world.home.resolve("config.toml"), """
                [harnesses.mine]
                kind = "command"
                version = ["true"]
                base = ["echo", "id 1"]
                start = ["echo", "id 2", "{base}"]
                continue = ["echo", "{session}"]
                session = "id (.+)"
                """);
        world.environment.put("KUGETSU_HARNESS", "mine");
        world.reopen();
        world.init();

        assertThat(ofProject())
                .containsExactly(new Finding(
                        Level.OK,
                        "project",
                        "app with base mine 1; not checked: mine cannot tell whether it still has it",
                        ""));
    }

    private String base() {
        var base = world.supervisor().bases().get(world.repository, Optional.empty());
        return base.harness() + " " + base.harnessSessionId();
    }

    private List<Finding> ofProject() {
        return world.supervisor().housekeeping().diagnose(world.repository).stream()
                .filter(finding -> finding.subject().equals("project"))
                .toList();
    }
}
