package dev.kugetsu.supervisor.daemon;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/// Answers each request on a Unix socket with what it is told: as much of an HTTP server as the daemon's client needs.
public final class SocketServer implements AutoCloseable {

    private final Path socket;
    private final ServerSocketChannel server;
    private final Thread thread;

    private SocketServer(Path socket, ServerSocketChannel server, Function<String, String> answers) {
        this.socket = socket;
        this.server = server;
        this.thread = Thread.ofPlatform().daemon().name("socket server").start(() -> serve(answers));
    }

    /// Answers requests on a socket of its own.
    ///
    /// @param answers from a request such as `GET /healthz` to the bytes of a whole reply
    public static SocketServer start(Path socket, Function<String, String> answers) throws IOException {
        Files.deleteIfExists(socket);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        return new SocketServer(socket, server, answers);
    }

    /// A reply with a body of known length.
    public static String reply(int status, String body) {
        return "HTTP/1.1 " + status + " X\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    /// What a daemon answers to `GET /healthz`.
    public static String health(DaemonIdentity identity) {
        return reply(200, """
                {"status":"ok","service":"kugetsu","pid":%d,"instance":"%s","version":"%s"}\
                """.formatted(identity.process().pid(), identity.instance(), identity.version()));
    }

    private void serve(Function<String, String> answers) {
        while (server.isOpen()) {
            try (SocketChannel channel = server.accept()) {
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
                String line = reader.readLine();
                if (line != null) {
                    String reply = answers.apply(line.replace(" HTTP/1.1", ""));
                    channel.write(ByteBuffer.wrap(reply.getBytes(StandardCharsets.UTF_8)));
                }
            } catch (IOException closedOrGone) {
                // The next one, if there is any.
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(socket);
            thread.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
