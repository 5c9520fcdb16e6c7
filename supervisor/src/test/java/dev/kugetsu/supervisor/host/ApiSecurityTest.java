package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.api.HttpApi;
import dev.kugetsu.supervisor.host.RawClient.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeroturnaround.exec.ProcessExecutor;

/// Whom the server lets in, and who else may touch its files and its port.
@Timeout(60)
class ApiSecurityTest {

    @AutoClose
    private final ApiWorld api;

    ApiSecurityTest(@TempDir Path folder) throws Exception {
        api = new ApiWorld(folder, Duration.ofSeconds(1));
    }

    @Test
    void letsInWhoeverHasTheTokenOrComesThroughTheSocket() throws Exception {
        try (RawClient port = api.port();
                RawClient socket = api.socket()) {
            assertThat(port.ask("GET", "/healthz", "", api.host(), api.token()).status())
                    .isEqualTo(200);
            assertThat(port.ask("GET", "/healthz", "", "Host: localhost:" + api.number(), api.token())
                            .status())
                    .isEqualTo(200);
            assertThat(socket.ask("GET", "/healthz", "").json().path("instance").asText())
                    .isEqualTo(api.identity.instance());
        }
    }

    @Test
    void keepsSocketAndTokenToTheirOwner() throws Exception {
        for (Path file : new Path[] {api.socket, api.tokenFile}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void refusesTheTokenFileThatOthersCanRead() throws Exception {
        Files.setPosixFilePermissions(api.tokenFile, PosixFilePermissions.fromString("rw-r--r--"));
        HttpApi second = api.serverOn(0, Duration.ofSeconds(1));

        assertThatThrownBy(second::start).hasMessageContaining("others can read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:3001", "127.0.0.1", "localhost:1", "127.0.0.1.evil.example"})
    void refusesAnotherHost(String host) throws Exception {
        try (RawClient port = api.port()) {
            assertThat(port.ask("GET", "/healthz", "", "Host: " + host, api.token())
                            .status())
                    .isEqualTo(421);
        }
    }

    @Test
    void refusesARequestWithoutAHost() throws Exception {
        try (RawClient port = api.port()) {
            assertThat(port.send("GET /healthz HTTP/1.0\r\n" + api.token() + "\r\n\r\n")
                            .read()
                            .status())
                    .isEqualTo(421);
        }
        try (RawClient port = api.port()) {
            Answer answer = port.send("GET /healthz HTTP/1.1\r\n" + api.token() + "\r\n\r\n")
                    .read();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("error").path("kind").asText()).isEqualTo("invalid_input");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://evil.example",
                "Origin: null",
                "Origin: http://127.0.0.1:1",
                "Sec-Fetch-Site: cross-site"
            })
    void refusesAPageOfAnotherSite(String header) throws Exception {
        try (RawClient port = api.port();
                RawClient socket = api.socket()) {
            Answer answer = port.ask("GET", "/healthz", "", api.host(), api.token(), header);

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.headers()).doesNotContainKey("access-control-allow-origin");
            assertThat(socket.ask("POST", "/api/v1/daemon/stop", "", header).status())
                    .isEqualTo(403);
        }
        assertThat(api.stop.isRequested()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Nothing: 1",
                "Authorization: Bearer wrong",
                "Authorization: Basic Zm9vOmJhcg==",
                "Authorization: Bearer"
            })
    void refusesWhoeverHasNotTheToken(String header) throws Exception {
        try (RawClient port = api.port()) {
            for (String path : new String[] {"/healthz", "/readyz", "/api/v1/sessions", "/api/v1/events", "/nothing"}) {
                Answer answer = port.ask("GET", path, "", api.host(), header);
                assertThat(answer.status()).isEqualTo(401);
                assertThat(answer.headers()).containsEntry("www-authenticate", "Bearer");
            }
        }
    }

    @Test
    void letsNoAgentEndTheDaemon() throws Exception {
        try (RawClient port = api.port();
                RawClient socket = api.socket()) {
            assertThat(port.ask("GET", "/readyz", "", api.host(), ApiWorld.AGENT)
                            .status())
                    .isEqualTo(200);
            assertThat(port.ask("POST", "/api/v1/daemon/stop", "", api.host(), ApiWorld.AGENT)
                            .status())
                    .isEqualTo(403);
            assertThat(socket.ask("POST", "/api/v1/daemon/stop", "", ApiWorld.AGENT)
                            .status())
                    .isEqualTo(403);
            assertThat(api.stop.isRequested()).isFalse();

            assertThat(port.ask("POST", "/api/v1/daemon/stop", "", api.host(), api.token())
                            .status())
                    .isEqualTo(202);
        }
        assertThat(api.stop.isRequested()).isTrue();
    }

    @Test
    void namesWhoHasThePort() {
        HttpApi second = api.serverOn(api.number(), Duration.ofSeconds(1));

        assertThatThrownBy(second::start)
                .isInstanceOf(KugetsuException.class)
                .hasMessageContaining("port " + api.number())
                .hasMessageContaining("process " + ProcessHandle.current().pid() + " (");
    }

    @Test
    void refusesAnotherUserOnTheSocket() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "SKIPPED: only root can become another user");
        open(api.world.folder);
        boolean isReached = nobody("exit(-x $ARGV[0] =~ s#/[^/]*$##r ? 0 : 1)") == 0;
        assumeTrue(
                isReached || "true".equals(System.getenv("CI")),
                "SKIPPED: another user does not reach the folder for temporary files");
        assertThat(isReached)
                .as("another user reaches the home, which he must for this to tell anything")
                .isTrue();
        String program = """
                use IO::Socket::UNIX;
                $SIG{PIPE} = 'IGNORE';
                my $socket = IO::Socket::UNIX->new(Peer => $ARGV[0]) or exit 1;
                $socket->syswrite("GET /healthz HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n");
                exit($socket->sysread(my $answer, 100) ? 3 : 2);
                """;

        int byMode = nobody(program);
        Files.setPosixFilePermissions(api.socket, PosixFilePermissions.fromString("rw-rw-rw-"));
        int byCredentials = nobody(program);

        assertThat(byMode).as("the mode of the socket").isEqualTo(1);
        assertThat(byCredentials).as("the kernel's word").isEqualTo(2);
    }

    /// The folders above the socket that are this test's, so that nothing but the socket itself can keep others
    /// out.
    private void open(Path from) throws Exception {
        Path path = api.world.home;
        while (path != null && path.startsWith(from)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            path = path.getParent();
        }
    }

    private int nobody(String program) throws Exception {
        return new ProcessExecutor(
                        "setpriv",
                        "--reuid=65534",
                        "--regid=65534",
                        "--clear-groups",
                        "perl",
                        "-e",
                        program,
                        api.socket.toString())
                .timeout(30, TimeUnit.SECONDS)
                .execute()
                .getExitValue();
    }
}
