package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.World.ISSUE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.Turns.Attendance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ApiStreamTest {

    @TempDir
    Path folder;

    private ApiWorld api;

    @BeforeEach
    void open() throws Exception {
        api = new ApiWorld(folder, Duration.ofSeconds(30));
    }

    @AfterEach
    void close() throws Exception {
        api.close();
    }

    private RawClient follow(String path, String... headers) throws Exception {
        RawClient client = api.socket();
        client.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n"
                + String.join(
                        "",
                        List.of(headers).stream().map(header -> header + "\r\n").toList()) + "\r\n");
        assertThat(client.line()).startsWith("HTTP/1.1 200");
        assertThat(client.headers()).containsEntry("content-type", "text/event-stream");
        return client;
    }

    private void note(int count) {
        api.world.change(
                "INSERT INTO change_log (at, kind, project_id, payload) "
                        + "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + count + ") "
                        + "SELECT 1, 'noted', 'app', '{\"state\":\"RUNNING\",\"ended_at\":1500,\"not_before\":0,\"name\":\"ACME\"}' FROM n");
    }

    private static List<Long> ids(RawClient client, int count) throws Exception {
        List<Long> ids = new ArrayList<>();
        while (ids.size() < count) {
            ids.add(Long.valueOf(client.event().orElseThrow().get("id")));
        }
        return ids;
    }

    @Test
    void replaysFromWhereAClientWasAndGoesOn() throws Exception {
        note(1200);
        try (RawClient client = follow("/api/v1/events", "Last-Event-ID: 100")) {
            List<Long> heard = ids(client, 1100);
            note(10);
            heard.addAll(ids(client, 10));

            assertThat(heard)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(101, 1210).boxed().toList());
        }
        try (RawClient client = follow("/api/v1/events?after=1209", "Last-Event-ID: 100")) {
            Map<String, String> event = client.event().orElseThrow();
            assertThat(event).containsEntry("id", "1210").containsEntry("event", "noted");
            assertThat(new ObjectMapper()
                            .readTree(event.get("data"))
                            .path("payload")
                            .toString())
                    .isEqualTo("{\"state\":\"running\",\"ended_at\":\"1970-01-01T00:00:01.500Z\","
                            + "\"not_before\":null,\"name\":\"ACME\"}");
        }
    }

    @Test
    void refusesWhatIsNoCursorAndWhatIsNotKept() throws Exception {
        note(10);
        api.world.change("DELETE FROM change_log WHERE seq <= 5");
        try (RawClient client = api.socket()) {
            for (String cursor : new String[] {"-1", "x", "1.5", "", "99999999999999999999", "11"}) {
                assertThat(client.ask("GET", "/api/v1/events?after=" + cursor, "")
                                .status())
                        .as(cursor)
                        .isEqualTo(400);
            }
            assertThat(client.ask("GET", "/api/v1/events", "", "Last-Event-ID: -1")
                            .status())
                    .isEqualTo(400);
            RawClient.Answer gone = client.ask("GET", "/api/v1/events?after=4", "");
            assertThat(gone.status()).isEqualTo(410);
            assertThat(gone.json().path("error").path("next").asText()).contains("5");
            assertThat(client.ask("GET", "/api/v1/turns/t-none/events", "").status())
                    .isEqualTo(404);
        }
    }

    @Test
    void tellsOfATurnWhileItRunsAndEndsWithIt() throws Exception {
        api.world.init();
        TurnReport turn = api.world.start(ISSUE, Attendance.FOLLOW, "say one", "say two");
        try (RawClient client = follow("/api/v1/turns/" + turn.turnId() + "/events")) {
            List<String> kinds = new ArrayList<>();
            Optional<Map<String, String>> event = client.event();
            while (event.isPresent()) {
                kinds.add(event.get().get("event"));
                event = client.event();
            }

            assertThat(kinds).contains("text_produced").endsWith("end");
        }
    }

    /// As a browser reads: whoever is cut off for being slow comes back to where it was.
    private List<Long> read(int count) throws Exception {
        List<Long> ids = new ArrayList<>();
        while (ids.size() < count) {
            String last = ids.isEmpty() ? "0" : ids.getLast().toString();
            try (RawClient client = follow("/api/v1/events", "Last-Event-ID: " + last)) {
                Optional<Map<String, String>> event = client.event();
                while (event.isPresent() && ids.size() < count) {
                    ids.add(Long.valueOf(event.get().get("id")));
                    event = ids.size() < count ? client.event() : event;
                }
            }
        }
        return ids;
    }

    @Test
    void serves200ClientsWhateverOneThatStallsDoes() throws Exception {
        int clients = 200;
        int count = 3000;
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
                RawClient _ = follow("/api/v1/events?after=0")) {
            List<Future<List<Long>>> heard = IntStream.range(0, clients)
                    .mapToObj(i -> readers.submit(() -> read(count)))
                    .toList();
            for (int i = 0; i < count / 100; i++) {
                note(100);
            }

            List<Long> expected = LongStream.rangeClosed(1, count).boxed().toList();
            for (Future<List<Long>> one : heard) {
                assertThat(one.get()).isEqualTo(expected);
            }
        }
    }

    @Test
    void endsStreamsWhenTheServerEnds() throws Exception {
        try (RawClient client = follow("/api/v1/events")) {
            api.server.close();

            assertThat(client.event()).isEmpty();
        }
    }
}
