package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kugetsu.supervisor.host.RawClient.Answer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the API adds to the verbs of coordination.
class ApiCoordinationTest {

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

    @ParameterizedTest
    @ValueSource(strings = {"1", "True", "yes", ""})
    void changesNothingWhenItIsUnclearWhetherItShould(String dryRun) throws Exception {
        Answer answer = lock("&dry_run=" + dryRun);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("'" + dryRun + "' is no value of `dry_run`");
        assertThat(api.world.select("SELECT lock_key FROM locks")).isEmpty();
    }

    @Test
    void rehearsesOrNotAsIsSaid() throws Exception {
        assertThat(lock("&dry_run=true").status()).isEqualTo(200);
        assertThat(api.world.select("SELECT lock_key FROM locks")).isEmpty();

        assertThat(lock("&dry_run=false").status()).isEqualTo(200);
        assertThat(api.world.select("SELECT lock_key FROM locks")).containsExactly("README.md");
    }

    /// Whoever waits for a lock and goes must not get it.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesNothingForWhoHasHungUp(boolean isOverSocket) throws Exception {
        lock("&as=owner");
        try (RawClient client = isOverSocket ? api.socket() : api.port()) {
            client.send(request(
                    "/api/v1/coordination/lock.acquire?as=waiter&directory=" + directory(),
                    "{\"path\":\"README.md\",\"patience\":\"10m\"}",
                    isOverSocket ? "X-Nothing: 1" : api.token()));
            awaitWaiter();
        }
        assertThatNobodyTakesWhatIsFree();
    }

    @Test
    void takesNothingForAToolWhoseProgramHasHungUp() throws Exception {
        lock("&as=owner");
        try (RawClient client = api.socket()) {
            client.send(request("/mcp?directory=" + directory(), """
                    {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
                    "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}"""));
            String session = "Mcp-Session-Id: " + client.read().header("mcp-session-id");
            client.send(request("/mcp", """
                    {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"lock_acquire",\
                    "arguments":{"path":"%s/README.md","patience":"10m"}}}""".formatted(api.world.repository), session));
            awaitWaiter();
        }
        assertThatNobodyTakesWhatIsFree();
    }

    /// What comes early is answered after what was asked before.
    @Test
    void answersWhatIsAskedWhileSomethingWaits() throws Exception {
        lock("&as=owner");
        try (RawClient client = api.socket()) {
            client.send(request(
                    "/api/v1/coordination/lock.acquire?as=waiter&directory=" + directory(),
                    "{\"path\":\"README.md\",\"patience\":\"10m\"}"));
            awaitWaiter();
            client.send(
                    "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nGET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n");
            awaitWaiter();
            unlock();

            assertThat(client.read().json().path("agent_session_id").asText()).isEqualTo("waiter");
            assertThat(client.read().status()).isEqualTo(200);
            assertThat(client.read().status()).isEqualTo(200);
            assertThat(client.ask("GET", "/healthz", "").status()).isEqualTo(200);
        }
    }

    /// Nobody can see it wait; it looks at the lock twenty times in that time.
    private static void awaitWaiter() {
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
    }

    private void assertThatNobodyTakesWhatIsFree() throws Exception {
        awaitWaiter();
        unlock();
        await().during(Duration.ofSeconds(1))
                .until(() -> api.world.select("SELECT lock_key FROM locks").isEmpty());
    }

    private void unlock() throws Exception {
        try (RawClient client = api.socket()) {
            Answer answer = client.ask(
                    "POST",
                    "/api/v1/coordination/lock.release?as=owner&directory=" + directory(),
                    "{\"path\":\"README.md\"}",
                    "Content-Type: application/json");
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        }
    }

    private String request(String path, String body, String... headers) throws IOException {
        return "POST " + path + " HTTP/1.1\r\n" + api.host() + "\r\nContent-Type: application/json\r\n"
                + String.join(
                        "", Stream.of(headers).map(header -> header + "\r\n").toList())
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private String directory() {
        return URLEncoder.encode(api.world.repository.toString(), StandardCharsets.UTF_8);
    }

    private Answer lock(String more) throws IOException {
        try (RawClient client = api.socket()) {
            return client.ask(
                    "POST",
                    "/api/v1/coordination/lock.acquire?directory=" + directory() + more,
                    "{\"path\":\"README.md\"}",
                    "Content-Type: application/json");
        }
    }
}
