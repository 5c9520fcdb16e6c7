package dev.kugetsu.cli.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/// The API of a daemon over its Unix socket, as a small program of a user would speak it.
record DaemonApi(Path socket) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// What came back.
    record Answer(int status, JsonNode body) {}

    Answer get(String path) throws IOException {
        return send("GET", path, "");
    }

    Answer post(String path, Object body) throws IOException {
        return send("POST", path, JSON.writeValueAsString(body));
    }

    private Answer send(String method, String path, String body) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + (content.length == 0
                        ? ""
                        : "Content-Type: application/json\r\nContent-Length: " + content.length + "\r\n")
                + "\r\n";
        try (SocketChannel channel = connect()) {
            write(channel, head.getBytes(StandardCharsets.UTF_8));
            write(channel, content);
            String answer = new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
            String[] parts = answer.split("\r\n\r\n", 2);
            return new Answer(
                    Integer.parseInt(parts[0].split(" ", 3)[1]),
                    parts[1].isBlank()
                            ? JSON.nullNode()
                            : JSON.readTree(parts[1].substring(parts[1].indexOf(first(parts[1])))));
        }
    }

    /// Where the JSON begins, whether it comes whole or in chunks.
    private static String first(String body) {
        int object = body.indexOf('{');
        int array = body.indexOf('[');
        return object >= 0 && (array < 0 || object < array) ? "{" : "[";
    }

    /// Hands over the data of each event behind a cursor until the connection breaks.
    void watch(String path, String lastEventId, Consumer<JsonNode> reader) throws IOException {
        try (SocketChannel channel = connect()) {
            write(
                    channel,
                    ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: " + lastEventId + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data: ")) {
                    reader.accept(JSON.readTree(line.substring("data: ".length())));
                }
            }
        }
    }

    private SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        return channel;
    }

    private static void write(SocketChannel channel, byte[] content) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
