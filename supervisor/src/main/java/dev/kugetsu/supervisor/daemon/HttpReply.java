package dev.kugetsu.supervisor.daemon;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an HTTP server has answered.
record HttpReply(int status, String body) {

    /// Takes a reply off a connection: RFC 9112, as far as servers answer short requests.
    static HttpReply read(TimedChannel channel) throws IOException {
        return new Reader(channel).reply();
    }

    private static final class Reader {

        private static final int LONGEST_LINE = 8 * 1024;
        private static final int MOST_HEADERS = 100;
        private static final int LARGEST_BODY = 4 * 1024 * 1024;
        private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})( .*)?");

        private final TimedChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocate(8 * 1024).flip();

        Reader(TimedChannel channel) {
            this.channel = channel;
        }

        HttpReply reply() throws IOException {
            Matcher line = STATUS_LINE.matcher(line());
            if (!line.matches()) {
                throw new ProtocolException("this is no HTTP server");
            }
            int status = Integer.parseInt(line.group(1));
            List<String> headers = headers();
            byte[] body = status == 204 || status == 304 ? new byte[0] : body(headers);
            return new HttpReply(status, new String(body, StandardCharsets.UTF_8));
        }

        private List<String> headers() throws IOException {
            List<String> headers = new ArrayList<>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                if (headers.size() == MOST_HEADERS) {
                    throw new ProtocolException("too many headers");
                }
                headers.add(line);
            }
            return headers;
        }

        private byte[] body(List<String> headers) throws IOException {
            if (find(headers, "transfer-encoding")
                    .filter(value -> value.equalsIgnoreCase("chunked"))
                    .isPresent()) {
                return chunks();
            }
            Optional<String> length = find(headers, "content-length");
            return length.isPresent() ? bytes(size(length.get(), 10)) : rest();
        }

        private static Optional<String> find(List<String> headers, String name) {
            return headers.stream()
                    .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                    .map(header -> header.substring(name.length() + 1).strip())
                    .findFirst();
        }

        private byte[] chunks() throws IOException {
            ByteBuffer body = ByteBuffer.allocate(LARGEST_BODY);
            for (int size = chunkSize(); size > 0; size = chunkSize()) {
                if (size > body.remaining()) {
                    throw tooLarge();
                }
                body.put(bytes(size));
                line();
            }
            headers();
            byte[] bytes = new byte[body.flip().remaining()];
            body.get(bytes);
            return bytes;
        }

        private int chunkSize() throws IOException {
            String line = line();
            int extension = line.indexOf(';');
            return size((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
        }

        private static int size(String text, int radix) throws IOException {
            try {
                int size = Integer.parseInt(text, radix);
                if (size < 0 || size > LARGEST_BODY) {
                    throw tooLarge();
                }
                return size;
            } catch (NumberFormatException e) {
                throw new ProtocolException("not a size: " + text);
            }
        }

        private static ProtocolException tooLarge() {
            return new ProtocolException("the answer is larger than " + LARGEST_BODY + " bytes");
        }

        private byte[] bytes(int count) throws IOException {
            byte[] bytes = new byte[count];
            for (int at = 0; at < count; ) {
                if (!buffer.hasRemaining() && !fill()) {
                    throw new EOFException("the answer ends early");
                }
                int portion = Math.min(count - at, buffer.remaining());
                buffer.get(bytes, at, portion);
                at += portion;
            }
            return bytes;
        }

        /// A server that names no length closes the connection at the end.
        private byte[] rest() throws IOException {
            ByteBuffer body = ByteBuffer.allocate(LARGEST_BODY);
            while (buffer.hasRemaining() || fill()) {
                if (buffer.remaining() > body.remaining()) {
                    throw tooLarge();
                }
                body.put(buffer);
            }
            byte[] bytes = new byte[body.flip().remaining()];
            body.get(bytes);
            return bytes;
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            while (true) {
                if (!buffer.hasRemaining() && !fill()) {
                    throw new EOFException("the answer ends early");
                }
                char character = (char) (buffer.get() & 0xff);
                if (character == '\n') {
                    return line.toString().stripTrailing();
                }
                if (line.length() == LONGEST_LINE) {
                    throw new ProtocolException("a line is too long");
                }
                line.append(character);
            }
        }

        private boolean fill() throws IOException {
            buffer.clear();
            int count = channel.read(buffer);
            buffer.flip();
            return count > 0;
        }
    }
}
