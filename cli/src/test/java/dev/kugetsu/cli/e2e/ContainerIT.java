package dev.kugetsu.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.kugetsu.cli.e2e.Stage.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One home, used from a container and from around it.
class ContainerIT {

    @TempDir
    Path folder;

    private Stage stage;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        if (!canBeContained()) {
            String message = "no pid namespace can be made here, for which one has to be root: this test is skipped";
            System.err.println(message);
            abort(message);
        }
        stage = Stage.ready(folder);
    }

    @AfterEach
    void close() throws IOException {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void takesNothingFromAnOwnerThatItCannotSee() throws Exception {
        Path go = stage.root.resolve("go");
        Running start =
                stage.spawn("start", "#1", "say hello\nrun until test -e " + go + "; do sleep 0.1; done\nsay bye");
        await().atMost(Stage.PATIENCE).until(() -> start.out().contains("hello"));

        var inside = stage.spawnInContainer("list", "--json").await();
        assertThat(inside.json().get(0).path("status").asText()).isEqualTo("working");
        Files.createFile(go);

        assertThat(start.await().exitCode()).as(start.err()).isZero();
        assertThat(start.out()).contains("bye");
        assertThat(stage.listed("#1").at("/last_turn/outcome").asText()).isEqualTo("succeeded");
    }

    @Test
    void saysThatATurnIsToBeStoppedWhereItCanBeSeen() {
        stage.succeed("start", "#1", "--detach", "say hello\nsleep 300s");

        stage.spawnInContainer("stop", "#1", "--json")
                .await()
                .assertRefused(5, "unavailable", "cannot be seen from here");

        stage.succeed("stop", "#1");
        assertThat(stage.listed("#1").at("/last_turn/outcome").asText()).isEqualTo("stopped");
    }

    private static boolean canBeContained() throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "unshare --pid --fork --mount-proc true 2>/dev/null")
                        .start()
                        .waitFor()
                == 0;
    }
}
