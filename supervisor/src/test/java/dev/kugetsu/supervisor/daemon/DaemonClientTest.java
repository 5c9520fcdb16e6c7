package dev.kugetsu.supervisor.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.daemon.DaemonClient.Answer;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonClientTest {

    private static final DaemonIdentity IDENTITY = new DaemonIdentity(
            new ProcessIdentity(4711, 5, "boot"), "instance", "0.1.0", Instant.parse("2026-11-25T10:00:00Z"));
    private static final String READY = SocketServer.reply(200, "{\"status\":\"ready\"}");
    private static final String GONE = SocketServer.reply(404, "{}");

    @TempDir
    Path folder;

    private final DaemonClient client = new DaemonClient();
    private Path socket = Path.of("");
    private Handshake handshake = new Handshake(IDENTITY, socket, OptionalInt.empty());

    @BeforeEach
    void chooseASocket() {
        socket = folder.resolve("daemon.sock");
        handshake = new Handshake(IDENTITY, socket, OptionalInt.empty());
    }

    @Test
    void believesTheOneThatTheHandshakeNames() throws IOException {
        assertThat(answerTo(SocketServer.health(IDENTITY), READY)).isEqualTo(Answer.READY);
    }

    @Test
    void seesThatItIsNotReadyYet() throws IOException {
        assertThat(answerTo(SocketServer.health(IDENTITY), SocketServer.reply(503, "{}")))
                .isEqualTo(Answer.NOT_READY);
    }

    @Test
    void takesAnotherInstanceForSomebodyElse() throws IOException {
        DaemonIdentity other = new DaemonIdentity(IDENTITY.process(), "another", "0.1.0", IDENTITY.startedAt());

        assertThat(answerTo(SocketServer.health(other), READY)).isEqualTo(Answer.FOREIGN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"service\":\"other\"}", "[]", "hello", ""})
    void takesAnotherServiceForSomebodyElse(String health) throws IOException {
        assertThat(answerTo(SocketServer.reply(200, health), READY)).isEqualTo(Answer.FOREIGN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/1.1 500 X\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n{}"
            })
    void hasNoAnswerInWhatIsNoneOfAServer(String reply) throws IOException {
        assertThat(answerTo(reply, READY)).isEqualTo(Answer.NONE);
    }

    @Test
    void readsBodiesInChunksAndBodiesWithoutALength() throws IOException {
        String health = SocketServer.health(IDENTITY);
        String body = health.substring(health.indexOf('{'));
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3;part=1\r\n" + body.substring(0, 3) + "\r\n"
                + Integer.toHexString(body.length() - 3) + "\r\n" + body.substring(3) + "\r\n0\r\nTrailer: x\r\n\r\n";
        String open = "HTTP/1.0 200 OK\n\n" + body;

        assertThat(answerTo(chunked, READY)).isEqualTo(Answer.READY);
        assertThat(answerTo(open, READY)).isEqualTo(Answer.READY);
    }

    @Test
    void hasNoAnswerWhenNobodyListens() {
        assertThat(client.ask(handshake)).isEqualTo(Answer.NONE);
    }

    @Test
    void doesNotWaitForeverForOneThatDoesNotAnswer() throws IOException {
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(socket));
            long begin = System.nanoTime();

            assertThat(client.ask(handshake)).isEqualTo(Answer.NONE);

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void asksToStop() throws IOException {
        try (SocketServer _ =
                SocketServer.start(socket, Map.of("POST /api/v1/daemon/stop", SocketServer.reply(202, "{}"))::get)) {
            assertThat(client.requestStop(handshake)).isTrue();
        }
        assertThat(client.requestStop(handshake)).isFalse();
    }

    private Answer answerTo(String health, String ready) throws IOException {
        Map<String, String> replies = Map.of("GET /healthz", health, "GET /readyz", ready);
        try (SocketServer _ = SocketServer.start(socket, request -> replies.getOrDefault(request, GONE))) {
            return client.ask(handshake);
        }
    }
}
