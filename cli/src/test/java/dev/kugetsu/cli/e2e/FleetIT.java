package dev.kugetsu.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kugetsu.cli.e2e.DaemonApi.Answer;
import dev.kugetsu.cli.e2e.Stage.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A night with many sessions and a daemon that keeps dying.
class FleetIT {

    /// A whole night is `-Dfleet.sessions=50 -Dfleet.turns=10`: 50 sessions with 10 turns each in the queue.
    private static final int SESSIONS = Integer.getInteger("fleet.sessions", 12);

    private static final int FURTHER_TURNS = Integer.getInteger("fleet.turns", 4);
    private static final int DEATHS = 10;
    private static final Duration NIGHT = Duration.ofMinutes(8);

    private Stage stage;
    private DaemonApi api;
    private Running daemon;
    private final List<JsonNode> heard = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        stage = Stage.ready(folder);
        stage.environment.put("KUGETSU_PORT", "0");
        stage.environment.put("KUGETSU_MAX_TURNS", Integer.toString(SESSIONS));
        api = new DaemonApi(stage.home.resolve("daemon.sock"));
        daemon = startDaemon();
    }

    @AfterEach
    void close() throws Exception {
        daemon.process().destroy();
        daemon.await();
        stage.close();
    }

    @Test
    void givesEveryTurnOneTrueOutcomeHoweverOftenTheDaemonDies() throws Exception {
        Thread watcher = Thread.ofPlatform().daemon().name("watcher").start(this::watch);
        assertThat(api.post("/api/v1/queue/pause", Map.of()).status()).isEqualTo(204);
        List<String> sessions = new ArrayList<>();
        for (int issue = 1; issue <= SESSIONS; issue++) {
            sessions.add(handOver(
                    "/api/v1/sessions", Map.of("issue", "github.com/acme/app#" + issue, "prompt", "append log.txt 1")));
        }
        for (int turn = 2; turn <= FURTHER_TURNS + 1; turn++) {
            for (String session : sessions) {
                handOver("/api/v1/sessions/" + session + "/turns", Map.of("prompt", "append log.txt " + turn));
            }
        }
        assertThat(api.post("/api/v1/queue/resume", Map.of()).status()).isEqualTo(200);

        Random random = new Random(42);
        List<Long> restarts = new ArrayList<>();
        for (int death = 0; death < DEATHS; death++) {
            pause(Duration.ofMillis(500 + random.nextInt(2_500)));
            daemon.signal("KILL");
            daemon.process().waitFor();
            long begin = System.nanoTime();
            daemon = startDaemon();
            restarts.add(Duration.ofNanos(System.nanoTime() - begin).toMillis());
        }
        await().atMost(NIGHT).pollInterval(Duration.ofSeconds(1)).until(() -> ended(sessions));

        for (String session : sessions) {
            assertOneOutcomeEach(session);
        }
        long head = head();
        await().atMost(Duration.ofSeconds(30)).until(() -> heard.size() >= head);
        watcher.interrupt();
        assertThat(heard.stream().map(event -> event.path("cursor").asLong()))
                .as("what a watcher has heard that came back each time")
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, head).boxed().toList());
        assertOneTurnOfASessionAtATimeAndInOrder();
        System.out.println("FleetIT: ready again after (ms) " + restarts);
    }

    private String handOver(String path, Map<String, String> body) throws IOException {
        Answer answer = api.post(path, body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        return answer.body().path("session_id").asText();
    }

    private boolean ended(List<String> sessions) throws IOException {
        JsonNode queue = api.get("/api/v1/queue").body();
        return queue.path("turns").isEmpty() && queue.path("running").asInt() == 0 && sessions.size() == SESSIONS;
    }

    private void assertOneOutcomeEach(String session) throws IOException {
        JsonNode detail = api.get("/api/v1/sessions/" + session).body();
        assertThat(detail.path("history")
                        .valueStream()
                        .map(turn -> turn.path("outcome").asText()))
                .as(detail.toString())
                .hasSize(FURTHER_TURNS + 1)
                .containsOnly("succeeded");
        Path worktree = Path.of(detail.path("session").path("worktree").asText());
        assertThat(Files.readAllLines(worktree.resolve("log.txt")))
                .as("what the turns of " + session + " have done")
                .containsExactlyElementsOf(LongStream.rangeClosed(1, FURTHER_TURNS + 1)
                        .mapToObj(Long::toString)
                        .toList());
    }

    /// As the change log tells it.
    private void assertOneTurnOfASessionAtATimeAndInOrder() {
        Map<String, Integer> number = new HashMap<>();
        Map<String, String> underWay = new HashMap<>();
        Map<String, Integer> last = new HashMap<>();
        Set<String> ended = new HashSet<>();
        for (JsonNode event : heard) {
            String turn = event.path("turn_id").asText();
            String session = event.path("session_id").asText();
            JsonNode payload = event.path("payload");
            if (event.path("kind").asText().equals("turn_created")) {
                number.put(turn, payload.path("number").asInt());
            } else if (event.path("kind").asText().equals("turn_updated")) {
                switch (payload.path("state").asText()) {
                    case "starting", "running", "stopping" -> {
                        assertThat(underWay.getOrDefault(session, turn)).isEqualTo(turn);
                        underWay.put(session, turn);
                        assertThat(underWay).hasSizeLessThanOrEqualTo(SESSIONS);
                    }
                    case "queued" -> underWay.remove(session);
                    default -> {
                        assertThat(ended.add(turn)).as("one end of " + turn).isTrue();
                        underWay.remove(session);
                        assertThat(number.get(turn)).isEqualTo(last.merge(session, 1, Integer::sum));
                    }
                }
            }
        }
        assertThat(ended).hasSize(SESSIONS * (FURTHER_TURNS + 1) + 1);
    }

    private long head() throws IOException {
        return api.get("/api/v1/changes?limit=9999")
                .body()
                .valueStream()
                .mapToLong(change -> change.path("cursor").asLong())
                .max()
                .orElseThrow();
    }

    private void watch() {
        while (!Thread.currentThread().isInterrupted()) {
            String last = heard.isEmpty() ? "0" : heard.getLast().path("cursor").asText();
            try {
                api.watch("/api/v1/events", last, heard::add);
            } catch (IOException theDaemonIsDead) {
                Thread.onSpinWait();
            }
        }
    }

    private Running startDaemon() {
        Running started = stage.spawn("daemon", "run");
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> isReady(started));
        return started;
    }

    private boolean isReady(Running started) {
        assertThat(started.process().isAlive()).as(started.err()).isTrue();
        try {
            return api.get("/readyz").status() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /// Lets the daemon work for a while before it dies.
    private static void pause(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofMinutes(1))
                .until(() -> System.nanoTime() > until);
    }
}
