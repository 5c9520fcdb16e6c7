package dev.kugetsu.supervisor.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Speaks HTTP letter by letter, so that a test can say what no client would.
final class RawClient implements Closeable {

    private final SocketChannel channel;
    private final InputStream in;

    RawClient(SocketAddress address) throws IOException {
        this.channel = SocketChannel.open(address);
        this.in = new BufferedInputStream(Channels.newInputStream(channel));
    }

    static RawClient of(Path socket) throws IOException {
        return new RawClient(UnixDomainSocketAddress.of(socket));
    }

    static RawClient of(int port) throws IOException {
        return new RawClient(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /// An answer with a body of known length.
    record Answer(int status, Map<String, String> headers, String body) {

        /// Empty when it is missing.
        String header(String name) {
            return Objects.requireNonNullElse(headers.get(name), "");
        }

        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(body);
        }
    }

    RawClient send(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        return this;
    }

    /// One request in the usual form.
    Answer ask(String method, String path, String body, String... headers) throws IOException {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        boolean namesHost = false;
        for (String header : headers) {
            namesHost |= header.startsWith("Host:");
            request.append(header).append("\r\n");
        }
        if (!namesHost) {
            request.append("Host: localhost\r\n");
        }
        if (!body.isEmpty()) {
            request.append("Content-Length: ")
                    .append(body.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n");
        }
        send(request + "\r\n" + body);
        return read();
    }

    Answer read() throws IOException {
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        Map<String, String> headers = headers();
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Answer(status, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            headers.put(
                    line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT),
                    line.substring(line.indexOf(':') + 1).strip());
        }
        return headers;
    }

    /// The next event of a stream whose head was read; empty at its end.
    Optional<Map<String, String>> event() throws IOException {
        Map<String, String> event = new HashMap<>();
        while (true) {
            String line;
            try {
                line = line();
            } catch (EOFException e) {
                return Optional.empty();
            }
            int colon = line.indexOf(": ");
            if (colon > 0) {
                event.put(line.substring(0, colon), line.substring(colon + 2));
            } else if (line.isEmpty() && event.containsKey("data")) {
                return Optional.of(event);
            } else if (line.equals("0")) {
                return Optional.empty();
            }
        }
    }

    /// Whether the other side closes without another word.
    boolean isClosedByServer() throws IOException {
        try {
            return in.read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
