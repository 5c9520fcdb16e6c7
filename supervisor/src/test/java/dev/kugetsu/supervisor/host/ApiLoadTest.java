package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Clients that ask too often, connect too often, or never come to an end.
@Timeout(60)
class ApiLoadTest {

    @AutoClose
    private final ApiWorld api;

    ApiLoadTest(@TempDir Path folder) throws Exception {
        api = new ApiWorld(folder, Duration.ofSeconds(1));
    }

    @Test
    void keepsTheSocketFreeOfAFloodOnThePort() throws Exception {
        List<Integer> answers = new ArrayList<>();
        try (RawClient port = api.port()) {
            while (!answers.contains(429)) {
                answers.add(port.ask("GET", "/healthz", "", api.host()).status());
            }
        }

        assertThat(answers).hasSizeGreaterThan(1_000).containsOnly(401, 429);
        try (RawClient socket = api.socket()) {
            assertThat(socket.ask("GET", "/healthz", "").status()).isEqualTo(200);
        }
    }

    @Test
    void tellsWhetherItIsReadyHoweverMuchElseIsAsked() throws Exception {
        try (RawClient socket = api.socket()) {
            List<Integer> answers = new ArrayList<>();
            while (!answers.contains(429)) {
                answers.add(socket.ask("GET", "/nothing", "").status());
            }
            for (int asked = 0; asked < 50; asked++) {
                assertThat(socket.ask("GET", "/healthz", "").status()).isEqualTo(200);
                assertThat(socket.ask("GET", "/readyz", "").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void keepsTheSocketFreeOfConnectionsToThePort() throws Exception {
        List<RawClient> idle = new ArrayList<>();
        try {
            // More than it serves at once, and less than the kernel lets wait besides.
            for (int i = 0; i < 1_060; i++) {
                idle.add(api.port());
            }
            try (RawClient socket = api.socket()) {
                assertThat(socket.ask("GET", "/healthz", "").status()).isEqualTo(200);
            }
        } finally {
            for (RawClient client : idle) {
                client.close();
            }
        }
        try (RawClient port = api.port()) {
            assertThat(port.ask("GET", "/healthz", "", api.host(), api.token()).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void closesTheConnectionOfAClientThatDripsItsRequest() throws Exception {
        for (String head : new String[] {
            "GET /healthz HTTP/1.1\r\nX-Slow: ",
            "POST /api/v1/queue/pause HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
        }) {
            try (RawClient socket = api.socket()) {
                socket.send(head);
                Thread dripping = Thread.ofVirtual().start(() -> drip(socket));
                long start = System.nanoTime();

                while (!socket.isClosedByServer()) {
                    // What it says before that is its own affair.
                }

                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
                dripping.join();
            }
        }
    }

    /// A byte every while, until nobody takes it any more; each begins Jetty's own timeout anew.
    private static void drip(RawClient client) {
        try {
            while (true) {
                client.send("x");
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (Exception closed) {
            // As wanted.
        }
    }
}
