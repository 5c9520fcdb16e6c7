package dev.kugetsu.adapters.modelserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// A model provider that speaks OpenAI's streaming chat completions on loopback and answers by rules.
///
/// A rule belongs to a piece of the user's prompt and holds the replies of that turn, one per step; a turn that
/// has used them all gets the last one again. A prompt without a rule is answered with `ok`. Thread-safe.
public final class ScriptedModelServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private record Rule(String marker, List<Reply> replies) {}

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final List<ModelRequest> requests = new CopyOnWriteArrayList<>();

    private ScriptedModelServer(HttpServer server) {
        this.server = server;
    }

    /// Starts on a free port.
    public static ScriptedModelServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ScriptedModelServer scripted = new ScriptedModelServer(server);
            server.createContext("/v1/chat/completions", scripted::handle);
            server.setExecutor(scripted.executor);
            server.start();
            return scripted;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What a harness is told as the provider's base address.
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    /// Answers turns whose prompt contains the marker; a later rule wins over an earlier one.
    public ScriptedModelServer on(String marker, Reply... replies) {
        rules.addFirst(new Rule(marker, List.of(replies)));
        return this;
    }

    /// Every request so far, oldest first.
    public List<ModelRequest> requests() {
        return List.copyOf(requests);
    }

    /// The requests of the turns whose prompt contains the marker.
    public List<ModelRequest> requests(String marker) {
        return requests.stream()
                .filter(request -> request.prompt().contains(marker))
                .toList();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        executor.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body = JSON.readTree(exchange.getRequestBody());
            ModelRequest request = new ModelRequest(body);
            requests.add(request);
            answer(exchange, replyTo(request));
        }
    }

    private Reply replyTo(ModelRequest request) {
        String prompt = request.prompt();
        return rules.stream()
                .filter(rule -> prompt.contains(rule.marker()))
                .findFirst()
                .map(rule -> rule.replies()
                        .get(Math.min(request.step(), rule.replies().size() - 1)))
                .orElse(Reply.text("ok"));
    }

    private void answer(HttpExchange exchange, Reply reply) throws IOException {
        switch (reply) {
            case Reply.Text text -> stream(exchange, Chunks.text(text.text()));
            case Reply.ToolCall call -> stream(exchange, Chunks.toolCall(call.tool(), call.arguments()));
            case Reply.Status status -> fail(exchange, status.code(), status.message());
            case Reply.Hang hang -> waitForClose(Duration.ofDays(1));
            case Reply.Delayed delayed -> {
                if (!waitForClose(delayed.delay())) {
                    answer(exchange, delayed.reply());
                }
            }
        }
    }

    private static void stream(HttpExchange exchange, List<String> chunks) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (String chunk : chunks) {
                out.write(("data: " + chunk + "\n\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void fail(HttpExchange exchange, int code, String message) throws IOException {
        byte[] body = Chunks.error(message).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
    }

    private boolean waitForClose(Duration duration) throws IOException {
        try {
            return closed.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a reply was held back");
        }
    }
}
