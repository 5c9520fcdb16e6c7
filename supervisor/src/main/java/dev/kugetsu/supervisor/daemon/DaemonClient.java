package dev.kugetsu.supervisor.daemon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Speaks HTTP with a daemon over its Unix socket; each request on a connection of its own. Thread-safe.
final class DaemonClient {

    /// The name that the daemon gives itself.
    static final String SERVICE = "kugetsu";

    private static final Logger log = LoggerFactory.getLogger(DaemonClient.class);
    private static final Duration LIMIT = Duration.ofSeconds(2);

    /// What came back from a look at a daemon.
    enum Answer {
        /// Nobody answers, or not in time, or not as a server should.
        NONE,
        /// Somebody else answers.
        FOREIGN,
        /// The daemon that the handshake names answers, and takes no turns now.
        NOT_READY,
        READY
    }

    /// Asks the one that a handshake names how it is.
    Answer ask(Handshake handshake) {
        try {
            HttpReply health = send(handshake.socket(), "GET", "/healthz");
            if (health.status() != 200) {
                return Answer.NONE;
            }
            if (!isAnswerOf(handshake.identity(), health)) {
                return Answer.FOREIGN;
            }
            return send(handshake.socket(), "GET", "/readyz").status() == 200 ? Answer.READY : Answer.NOT_READY;
        } catch (IOException e) {
            log.debug("the daemon {} does not answer: {}", handshake.identity().process(), e.toString());
            return Answer.NONE;
        }
    }

    private static boolean isAnswerOf(DaemonIdentity identity, HttpReply health) throws IOException {
        try {
            JsonNode node = Mapper.JSON.readTree(health.body());
            return node.path("service").asText().equals(SERVICE)
                    && node.path("pid").asLong() == identity.process().pid()
                    && node.path("instance").asText().equals(identity.instance());
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /// Asks it to end.
    ///
    /// @return whether it has agreed
    boolean requestStop(Handshake handshake) {
        try {
            return send(handshake.socket(), "POST", "/api/v1/daemon/stop").status() == 202;
        } catch (IOException e) {
            log.info(
                    "the daemon {} cannot be asked to stop: {}",
                    handshake.identity().process(),
                    e.toString());
            return false;
        }
    }

    private static HttpReply send(Path socket, String method, String path) throws IOException {
        String body = method.equals("POST") ? "{}" : "";
        String request = method + " " + path + " HTTP/1.1\r\n"
                + "Host: localhost\r\n"
                + "Connection: close\r\n"
                + "Accept: application/json\r\n"
                + (body.isEmpty() ? "" : "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n")
                + "\r\n" + body;
        try (TimedChannel channel = TimedChannel.connect(socket, LIMIT)) {
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            return HttpReply.read(channel);
        } catch (UnsupportedOperationException e) {
            throw new IOException("no Unix sockets here", e);
        }
    }

    /// Made when the first answer is read.
    private static final class Mapper {
        static final ObjectMapper JSON = new ObjectMapper();
    }
}
