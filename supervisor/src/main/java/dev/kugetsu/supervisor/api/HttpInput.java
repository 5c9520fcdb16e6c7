package dev.kugetsu.supervisor.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads what a request brings along: parameters that are known, and JSON that is neither too long nor too
/// slow.
final class HttpInput {

    /// Prompts of a megabyte are usual enough; a JSON string may be twice as long as what it stands for.
    static final int LARGEST_BODY = 4 << 20;

    private static final Duration BODY_PATIENCE = Duration.ofSeconds(30);
    private static final Logger log = LoggerFactory.getLogger(HttpInput.class);
    private static final Pattern JSON_TYPE =
            Pattern.compile("application/json(\\s*;\\s*charset=\"?utf-8\"?)?", Pattern.CASE_INSENSITIVE);

    private HttpInput() {}

    static Map<String, String> query(Request request, List<Operation.Parameter> known) {
        Map<String, String> values = new HashMap<>();
        for (Fields.Field field : parameters(request)) {
            if (known.stream().noneMatch(parameter -> parameter.name().equals(field.getName()))) {
                throw new HttpFailure(
                        400, "invalid_input", "there is no such parameter of the query", "see /api/v1/openapi.json");
            }
            values.put(field.getName(), field.getValue());
        }
        return Map.copyOf(values);
    }

    private static Fields parameters(Request request) {
        try {
            return Request.extractQueryParameters(request);
        } catch (IllegalArgumentException | IllegalStateException | HttpException.RuntimeException e) {
            log.debug("a query that cannot be read", e);
            throw new HttpFailure(
                    400, "invalid_input", "the query cannot be read", "write it in UTF-8 and percent-encode it");
        }
    }

    static byte[] json(Request request) throws IOException {
        byte[] content = content(request);
        if (content.length > 0) {
            String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
            if (type == null || !JSON_TYPE.matcher(type).matches()) {
                throw new HttpFailure(
                        415, "invalid_input", "only JSON is taken here", "send `Content-Type: application/json`");
            }
        }
        return content;
    }

    private static byte[] content(Request request) throws IOException {
        if (request.getLength() > LARGEST_BODY) {
            throw tooLarge();
        }
        long deadline = System.nanoTime() + BODY_PATIENCE.toNanos();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] portion = new byte[1 << 16];
        try (InputStream input = Content.Source.asInputStream(request)) {
            for (int count = input.read(portion); count >= 0; count = input.read(portion)) {
                content.write(portion, 0, count);
                if (content.size() > LARGEST_BODY) {
                    throw tooLarge();
                }
                if (System.nanoTime() > deadline) {
                    throw new HttpFailure(408, "invalid_input", "the body comes too slowly", "send it at once");
                }
            }
        }
        return content.toByteArray();
    }

    private static HttpFailure tooLarge() {
        return new HttpFailure(
                413,
                "invalid_input",
                "the body has more than " + LARGEST_BODY + " bytes",
                "let the agent read large things from a file",
                Map.of("Connection", "close"));
    }
}
