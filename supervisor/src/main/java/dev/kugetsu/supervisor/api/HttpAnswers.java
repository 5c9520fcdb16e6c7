package dev.kugetsu.supervisor.api;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.api.Operation.Relay;
import dev.kugetsu.supervisor.api.Operation.Stream;
import dev.kugetsu.supervisor.api.Operation.Value;
import dev.kugetsu.supervisor.json.RecordReader;
import dev.kugetsu.supervisor.json.RequestWords;
import dev.kugetsu.supervisor.mcp.HttpReply;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers requests; each on a virtual thread of its own, which may block.
final class HttpAnswers extends Handler.Abstract {

    private static final RecordReader READER = new RecordReader(RequestWords.ofJson("see /api/v1/openapi.json"));
    private static final Logger log = LoggerFactory.getLogger(HttpAnswers.class);

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
            HttpOutput.fail(failure, id, response, callback);
        } catch (KugetsuException failure) {
            HttpOutput.fail(HttpFailure.of(failure), id, response, callback);
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
            HttpOutput.fail(
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
        HttpOutput.fail(
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
        byte[] content = HttpInput.json(request);
        Call call = new Call(
                match.values(),
                HttpInput.query(request, operation.query()),
                operation.body().map(type -> READER.read(content, type)).orElse(null),
                new String(content, StandardCharsets.UTF_8),
                Optional.ofNullable(request.getHeaders().get("Last-Event-ID")));
        deadlines.arrived(request.getConnectionMetaData().getConnection());
        switch (operation.answer()) {
            case Value value ->
                HttpOutput.write(
                        value,
                        operation.status(),
                        work(request, operation, value, supervisor, call),
                        response,
                        callback);
            case Relay relay -> HttpOutput.text(relay.relaying().answer(supervisor, call), response, callback);
            case Stream stream -> {
                try (EventStream events = stream.streaming().open(supervisor, call)) {
                    HttpOutput.write(events, response, callback);
                }
            }
        }
    }

    /// What a client waits for is done as long as it is there; what is no waiting is done to its end.
    private static Object work(Request request, Operation operation, Value value, Supervisor supervisor, Call call) {
        if (!operation.isWaiting()) {
            return value.work().answer(supervisor, call);
        }
        try (HangUp _ = HangUp.watch(request)) {
            return value.work().answer(supervisor, call);
        }
    }

    private void answerMcp(
            Request request, Optional<String> agentToken, Supervisor supervisor, Response response, Callback callback)
            throws IOException {
        McpAnswers.Arrival arrival = new McpAnswers.Arrival(
                request.getMethod(),
                new Call(Map.of(), HttpInput.query(request, McpAnswers.PARAMETERS), null, "", Optional.empty()),
                Optional.ofNullable(request.getHeaders().get(McpAnswers.SESSION)),
                Optional.ofNullable(request.getHeaders().get("MCP-Protocol-Version")),
                agentToken,
                Optional.of(request.getConnectionMetaData().getRemoteSocketAddress())
                        .filter(InetSocketAddress.class::isInstance)
                        .map(InetSocketAddress.class::cast),
                () -> HangUp.watch(request)::close,
                new String(HttpInput.json(request), StandardCharsets.UTF_8));
        deadlines.arrived(request.getConnectionMetaData().getConnection());
        HttpReply reply = mcp.answer(arrival, supervisor);
        response.setStatus(reply.status());
        reply.session().ifPresent(id -> response.getHeaders().put(McpAnswers.SESSION, id));
        reply.json().ifPresentOrElse(json -> HttpOutput.json(json, response, callback), callback::succeeded);
    }
}
