package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.host.RawClient.Answer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a request may look like, and what every answer says.
@Timeout(60)
class ApiRequestsTest {

    private static final String HEAD =
            "POST /api/v1/queue/pause HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    @AutoClose
    private final ApiWorld api;

    ApiRequestsTest(@TempDir Path folder) throws Exception {
        api = new ApiWorld(folder, Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%zz", "%", "%ff", "%c3%28", "x", "-1", "99999999999999999999", "%00"})
    void refusesACursorThatIsNone(String after) throws Exception {
        try (RawClient socket = api.socket()) {
            for (String path : new String[] {"/api/v1/changes", "/api/v1/events", "/api/v1/output"}) {
                Answer answer = socket.ask("GET", path + "?after=" + after, "");
                assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/json; charset=utf-16",
                "application/jsonx"
            })
    void refusesABodyThatIsNotJson(String type) throws Exception {
        try (RawClient socket = api.socket()) {
            assertThat(socket.ask("POST", "/api/v1/queue/pause", "{\"reason\":\"x\"}", "Content-Type: " + type)
                            .status())
                    .isEqualTo(415);
        }
    }

    @Test
    void refusesABodyThatIsTooLargeWithoutReadingIt() throws Exception {
        try (RawClient socket = api.socket()) {
            socket.send(HEAD + "Content-Length: 104857600\r\n\r\n");

            assertThat(socket.read().status()).isEqualTo(413);
            assertThat(socket.isClosedByServer()).isTrue();
        }
        try (RawClient socket = api.socket()) {
            socket.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n");
            String chunk = "10000\r\n" + "x".repeat(65_536) + "\r\n";
            for (int i = 0; i < 65; i++) {
                socket.send(chunk);
            }

            assertThat(socket.read().status()).isEqualTo(413);
        }
    }

    @Test
    void refusesHeadersThatAreTooLong() throws Exception {
        try (RawClient socket = api.socket()) {
            assertThat(socket.ask("GET", "/healthz", "", "X-Long: " + "x".repeat(20_000))
                            .status())
                    .isEqualTo(431);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../healthz",
                "/./healthz",
                "//healthz",
                "/healthz/",
                "/%68ealthz",
                "/api/v1/../v1/sessions",
                "/api/v1/%2e%2e/v1/sessions",
                "/api//v1/sessions",
                "/api/v1/sessions/..",
                "/api/v1/sessions/%00",
                "/api/v1/sessions/a%2fb",
                "/api/v1/sessions/s-1;x=1",
                "/HEALTHZ",
                "/api/v1/sessions/s-1%20"
            })
    void findsNothingBehindPathTricks(String path) throws Exception {
        try (RawClient socket = api.socket()) {
            assertThat(socket.ask("GET", path, "").status()).isIn(400, 404);
        }
    }

    @Test
    void saysWhichMethodsThereAre() throws Exception {
        try (RawClient socket = api.socket()) {
            Answer answer = socket.ask("PATCH", "/api/v1/sessions", "");

            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.headers()).containsEntry("allow", "GET, POST");
            assertThat(socket.ask("TRACE", "/healthz", "").status()).isEqualTo(405);
        }
    }

    @Test
    void setsHeadersAgainstCachesAndGuesses() throws Exception {
        try (RawClient socket = api.socket()) {
            for (String path : new String[] {"/healthz", "/nothing"}) {
                assertThat(socket.ask("GET", path, "").headers())
                        .containsEntry("cache-control", "no-store")
                        .containsEntry("x-content-type-options", "nosniff")
                        .doesNotContainKeys("server", "access-control-allow-origin");
            }
        }
    }
}
