package dev.kugetsu.supervisor.api;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.api.Operation.Relay;
import dev.kugetsu.supervisor.api.Operation.Stream;
import dev.kugetsu.supervisor.api.Operation.Value;
import dev.kugetsu.supervisor.json.Json;
import dev.kugetsu.supervisor.json.RecordReader;
import dev.kugetsu.supervisor.mcp.HttpReply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers requests; each on a virtual thread of its own, which may block.
final class HttpAnswers extends Handler.Abstract {

    /// Prompts of a megabyte are usual enough; a JSON string may be twice as long as what it stands for.
    static final int LARGEST_BODY = 4 << 20;

    private static final RecordReader READER = new RecordReader("see /api/v1/openapi.json");
    private static final Duration BODY_PATIENCE = Duration.ofSeconds(30);
    private static final Logger log = LoggerFactory.getLogger(HttpAnswers.class);
    private static final Pattern JSON_TYPE =
            Pattern.compile("application/json(\\s*;\\s*charset=\"?utf-8\"?)?", Pattern.CASE_INSENSITIVE);

    private final Router router;
    private final McpAnswers mcp;
    private final Doors doors;
    private final Caller caller;
    private final RequestDeadlines deadlines;
    private final AtomicLong count = new AtomicLong();

    HttpAnswers(Router router, McpAnswers mcp, Doors doors, Caller caller, RequestDeadlines deadlines) {
        this.router = router;
        this.mcp = mcp;
        this.doors = doors;
        this.caller = caller;
        this.deadlines = deadlines;
    }

    /// Finds out who knocks, by the connector on which the request came.
    @FunctionalInterface
    interface Doors {

        /// The token of the agent that asks; empty for the user.
        ///
        /// @throws HttpFailure when it does not get in
        Optional<String> admit(Request request);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        // What takes long is our own work; Jetty must not take the silence for a client that has gone.
        request.addIdleTimeoutListener(timeout -> false);
        Connection connection = request.getConnectionMetaData().getConnection();
        deadlines.waitFor(connection);
        Request.addCompletionListener(request, failure -> deadlines.waitFor(connection));
        String id = "r" + count.incrementAndGet();
        response.getHeaders().put("X-Request-Id", id);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        try {
            answer(request, response, callback);
        } catch (HttpFailure failure) {
            fail(failure, id, response, callback);
        } catch (KugetsuException failure) {
            fail(HttpFailure.of(failure), id, response, callback);
        } catch (IOException e) {
            log.debug("request {} has lost its reader: {}", id, e.toString());
            callback.failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            callback.failed(e);
        } catch (RuntimeException bug) {
            log.error(
                    "request {}, {} {}",
                    id,
                    request.getMethod(),
                    request.getHttpURI().getPath(),
                    bug);
            fail(
                    new HttpFailure(
                            500, "bug", "this is a bug of kugetsu: " + bug, "see " + id + " in the log of the daemon"),
                    id,
                    response,
                    callback);
        }
        return true;
    }

    /// Answers in our own form what Jetty refuses before we see it, such as headers that are too long.
    static boolean unreadable(Request request, Response response, Callback callback) {
        int status = response.getStatus() < 400 ? 500 : response.getStatus();
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        fail(
                new HttpFailure(
                        status,
                        status < 500 ? "invalid_input" : "bug",
                        "the request could not be read",
                        "see /api/v1/openapi.json"),
                "",
                response,
                callback);
        return true;
    }

    private void answer(Request request, Response response, Callback callback)
            throws IOException, InterruptedException {
        Optional<String> agentToken = doors.admit(request);
        Supervisor supervisor = caller.of(agentToken);
        if (request.getHttpURI().getPath().equals(McpAnswers.PATH)) {
            answerMcp(request, agentToken, supervisor, response, callback);
            return;
        }
        Router.Match match =
                router.match(request.getMethod(), request.getHttpURI().getPath());
        Operation operation = match.operation();
        if (operation.audience() == Operation.Audience.USER && agentToken.isPresent()) {
            throw new HttpFailure(403, "forbidden", "this is not for agents", "leave it to the user");
        }
        byte[] content = json(request);
        Call call = new Call(
                match.values(),
                query(request, operation.query()),
                operation.body().map(type -> READER.read(content, type)).orElse(null),
                new String(content, StandardCharsets.UTF_8),
                Optional.ofNullable(request.getHeaders().get("Last-Event-ID")));
        deadlines.arrived(request.getConnectionMetaData().getConnection());
        switch (operation.answer()) {
            case Value value ->
                write(value, operation.status(), value.work().answer(supervisor, call), response, callback);
            case Relay relay -> text(relay.relaying().answer(supervisor, call), response, callback);
            case Stream stream -> {
                try (EventStream events = stream.streaming().open(supervisor, call)) {
                    write(events, response, callback);
                }
            }
        }
    }

    private void answerMcp(
            Request request, Optional<String> agentToken, Supervisor supervisor, Response response, Callback callback)
            throws IOException {
        McpAnswers.Arrival arrival = new McpAnswers.Arrival(
                request.getMethod(),
                new Call(Map.of(), query(request, McpAnswers.PARAMETERS), null, "", Optional.empty()),
                Optional.ofNullable(request.getHeaders().get(McpAnswers.SESSION)),
                Optional.ofNullable(request.getHeaders().get("MCP-Protocol-Version")),
                agentToken,
                new String(json(request), StandardCharsets.UTF_8));
        deadlines.arrived(request.getConnectionMetaData().getConnection());
        HttpReply reply = mcp.answer(arrival, supervisor);
        response.setStatus(reply.status());
        reply.session().ifPresent(id -> response.getHeaders().put(McpAnswers.SESSION, id));
        reply.json().ifPresentOrElse(json -> json(json, response, callback), callback::succeeded);
    }

    private static Map<String, String> query(Request request, List<Operation.Parameter> known) {
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

    private static byte[] json(Request request) throws IOException {
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

    private static void text(String text, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
        response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
    }

    private static void write(Value value, int status, Object result, Response response, Callback callback) {
        response.setStatus(status);
        switch (value.shape()) {
            case OBJECT, ARRAY -> json(Json.of(result), response, callback);
            case NOTHING -> callback.succeeded();
        }
    }

    private static void write(EventStream events, Response response, Callback callback)
            throws IOException, InterruptedException {
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        send(response, ": kugetsu\n\n");
        while (!events.isOver()) {
            send(response, events.take());
        }
        callback.succeeded();
    }

    private static void send(Response response, String text) throws IOException {
        if (!text.isEmpty()) {
            Content.Sink.write(response, false, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static void fail(HttpFailure failure, String id, Response response, Callback callback) {
        if (response.isCommitted()) {
            callback.failed(failure);
            return;
        }
        response.setStatus(failure.status());
        failure.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        json(Json.of(failure.body(id)), response, callback);
    }

    private static void json(String json, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)), callback);
    }
}
