package dev.kugetsu.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kugetsu.cli.e2e.Stage.Result;
import dev.kugetsu.cli.e2e.Stage.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The audit as a user calls it: beside others that work, after accidents, and to mend.
class AuditIT {

    private static final int STARTS = 20;

    private Stage stage;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        stage = Stage.ready(folder);
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    @Test
    void findsNothingBesideTwentyStartsAndTheirEnds() throws Exception {
        stage.environment.put("KUGETSU_MAX_TURNS", "6");
        List<Running> starts = IntStream.rangeClosed(1, STARTS)
                .mapToObj(n -> stage.spawn("start", "#" + n, "write a.txt " + n + "\nsleep 0.2s\nsay done"))
                .toList();
        int audits = 0;
        while (starts.stream().anyMatch(start -> start.process().isAlive())) {
            assertClean(stage.run("audit", "--json"));
            audits++;
        }
        assertThat(starts)
                .allSatisfy(start ->
                        assertThat(start.await().exitCode()).as(start.err()).isZero());
        List<Running> ends = IntStream.rangeClosed(1, STARTS)
                .mapToObj(n -> stage.spawn("destroy", "#" + n, "-y"))
                .toList();
        while (ends.stream().anyMatch(end -> end.process().isAlive())) {
            assertClean(stage.run("audit", "--json"));
            audits++;
        }

        assertThat(audits).isGreaterThan(2);
        assertThat(ends)
                .allSatisfy(
                        end -> assertThat(end.await().exitCode()).as(end.err()).isZero());
    }

    @Test
    void isCleanAfterAStartWasKilledInItsSetup() throws Exception {
        Files.writeString(stage.repository.resolve(".kugetsu.toml"), "[setup]\ncommand = \"touch begun; sleep 300\"\n");
        stage.git("add", ".");
        stage.git("commit", "-q", "-m", "Configure");
        stage.succeed("trust", "-y");
        Running start = stage.spawn("start", "#1", "say hello");
        Path worktrees = stage.home.resolve("worktrees/app");
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.isDirectory(worktrees) && hasBegun(worktrees));

        start.signal("KILL");
        start.await();

        assertClean(stage.run("audit", "--json"));
        assertThat(stage.list()).isEmpty();
        try (var files = Files.walk(stage.home.resolve("turns"))) {
            assertThat(files.filter(file -> file.endsWith("setup.run"))).isEmpty();
        }
    }

    private static boolean hasBegun(Path worktrees) throws Exception {
        try (var folders = Files.list(worktrees)) {
            return folders.anyMatch(folder -> Files.exists(folder.resolve("begun")));
        }
    }

    @Test
    void namesWhatIsWrongAndMendsIt() throws Exception {
        Path worktree = Path.of(stage.succeed("start", "#1", "write a.txt x\ncommit x", "--json")
                .json()
                .path("worktree")
                .asText());
        String session = stage.listed("#1").path("session_id").asText();
        Files.move(worktree, stage.root.resolve("away"));

        Result found = stage.run("audit");
        assertThat(found.exitCode()).isEqualTo(1);
        assertThat(found.out()).contains("session_forsaken " + session, "owner: session " + session, "kugetsu undo");
        assertThat(stage.list()).as("an audit only reads").hasSize(1);

        Result fixed = stage.run("audit", "--fix", "-y", "--json");
        assertThat(fixed.exitCode()).isZero();
        assertThat(fixed.json().at("/mended/0/kind").asText()).isEqualTo("session_forsaken");
        stage.succeed("audit", "--fix", "-y");
        stage.succeed("undo", "#1");
        assertThat(worktree.resolve("a.txt")).hasContent("x");
    }

    private static void assertClean(Result result) {
        JsonNode left = result.json().path("left");
        assertThat(left).as(result.toString()).isEmpty();
        assertThat(result.exitCode()).isZero();
    }
}
