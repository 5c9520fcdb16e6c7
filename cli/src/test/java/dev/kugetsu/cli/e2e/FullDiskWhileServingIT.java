package dev.kugetsu.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kugetsu.cli.e2e.Stage.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeroturnaround.exec.ProcessExecutor;

/// A daemon whose disk, with home and worktrees, gets full while turns run and wait.
class FullDiskWhileServingIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final List<String> WAITING = List.of("#3", "#4", "#5");

    private Stage stage;
    private DaemonApi api;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        stage = Stage.withRepository(folder);
        Files.createDirectories(stage.home);
        if (run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", stage.home.toString()) != 0) {
            String message = "SKIPPED: a full disk is not tested, because no tmpfs may be mounted here";
            System.err.println(message);
            abort(message);
        }
        stage.environment.put("KUGETSU_LIMITS_MIN_FREE_DISK", "4MiB");
        stage.environment.put("KUGETSU_MAX_TURNS", "2");
        api = new DaemonApi(stage.home.resolve("daemon.sock"));
        stage.succeed("init", "--headless", "--message", "say I know this repository");
        stage.succeed("daemon", "start", "--timeout", "60s");
    }

    @AfterEach
    void close() throws Exception {
        try {
            stage.run("daemon", "stop", "--timeout", "60s");
            stage.close();
        } finally {
            run("umount", "--lazy", stage.home.toString());
        }
    }

    @Test
    void waitsForRoomAndGoesOnByItself() throws Exception {
        Path first = stage.root.resolve("first");
        Path second = stage.root.resolve("second");
        hand("#1", "say one\n" + until(first) + "say two\n" + until(second) + "append log.txt x\nsay three");
        Path over = stage.root.resolve("over");
        hand("#2", "say one\n" + until(first) + "say over\nrun touch " + over);
        await().atMost(SOON).until(() -> running() == 2);
        await().atMost(SOON).until(() -> hasSaid("#1", "one") && hasSaid("#2", "one"));
        for (String issue : WAITING) {
            hand(issue, "append log.txt x\ncommit once\nsay done");
        }
        long daemon = pid();

        Path filler = stage.home.resolve("filler");
        assertThat(run("sh", "-c", "cat /dev/zero >" + filler + " 2>/dev/null")).isNotZero();
        Files.createFile(first);
        await().atMost(SOON).until(() -> Files.exists(over));

        await().atMost(SOON).untilAsserted(() -> {
            JsonNode queue = queue();
            assertThat(queue.path("turns")
                            .valueStream()
                            .map(turn -> turn.path("reason").asText()))
                    .as(queue.toString())
                    .hasSize(WAITING.size())
                    .allMatch(reason -> reason.contains("disk"));
        });
        Result status = stage.run("daemon", "status");
        assertThat(status.exitCode()).as(status.toString()).isZero();
        assertThat(status.err()).contains("nothing new is launched: the disk of the home has");
        assertThat(pid()).isEqualTo(daemon);
        Result listed = stage.run("list");
        assertThat(listed.exitCode()).as(listed.toString()).isZero();
        assertThat(listed.out() + listed.err()).contains("disk");
        for (String issue : WAITING) {
            assertThat(stage.listed(issue).path("status").asText()).isEqualTo("queued");
        }
        Files.delete(filler);
        Files.createFile(second);

        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> queue().path("turns").isEmpty() && running() == 0);
        assertThat(pid()).isEqualTo(daemon);
        assertSaid("#1", "one\ntwo\nthree\n");
        assertSaid("#2", "one\nover\n");
        for (String issue : WAITING) {
            assertSaid(issue, "done\n");
            assertThat(Path.of(stage.listed(issue).path("worktree").asText()).resolve("log.txt"))
                    .hasContent("x");
        }
    }

    @Test
    void namesTheDiskWhenItCannotBeStarted() throws Exception {
        stage.succeed("daemon", "stop", "--timeout", "60s");
        Path filler = stage.home.resolve("filler");
        assertThat(run("sh", "-c", "cat /dev/zero >" + filler + " 2>/dev/null")).isNotZero();

        Result start = stage.run("daemon", "start", "--timeout", "20s");

        assertThat(start.exitCode()).as(start.toString()).isEqualTo(5);
        assertThat(start.err())
                .contains("the disk of " + stage.home + " is full")
                .contains("next:  make room");
        assertThat(stage.run("daemon", "status").err()).contains("the disk of the home has");
        Files.delete(filler);
        stage.succeed("daemon", "start", "--timeout", "60s");
    }

    private void hand(String issue, String script) {
        stage.succeed("start", issue, "--detach", script);
    }

    private void assertSaid(String issue, String text) {
        JsonNode session = stage.succeed("show", issue, "--json").json();
        assertThat(session.path("history")
                        .valueStream()
                        .map(turn -> turn.path("outcome").asText()))
                .as(session.toString())
                .containsExactly("succeeded");
        assertThat(stage.succeed("logs", issue).out()).isEqualTo(text);
    }

    private boolean hasSaid(String issue, String word) {
        return stage.succeed("logs", issue).out().contains(word);
    }

    private JsonNode queue() {
        return stage.succeed("queue", "list", "--json").json();
    }

    private int running() throws IOException {
        return api.get("/api/v1/queue").body().path("running").asInt();
    }

    private long pid() {
        return stage.succeed("daemon", "status", "--json").json().path("pid").asLong();
    }

    private static String until(Path gate) {
        return "run until test -e " + gate + "; do sleep 0.1; done\n";
    }

    private static int run(String... command) throws Exception {
        return new ProcessExecutor(command).execute().getExitValue();
    }
}
