package dev.kugetsu.adapters.hook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A model that uses tools, each once, and then has done, in the wire formats of claude (messages) and of codex
/// (responses).
public final class PlayedModel implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger used = new AtomicInteger();
    private volatile Runnable meanwhile = () -> {};

    /// A tool, and the JSON of what it is to be used with.
    public record Use(String tool, String arguments) {}

    /// @param uses the events by which each tool is used
    /// @param words those by which the model has done
    PlayedModel(String path, List<List<String>> uses, List<String> words) {
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(executor);
        server.createContext("/", exchange -> {
            try (exchange) {
                if (exchange.getRequestURI().getPath().equals(path)) {
                    answer(exchange, uses, words);
                } else {
                    exchange.sendResponseHeaders(404, -1);
                }
            }
        });
        server.start();
    }

    /// Uses a tool as claude's models do.
    public static PlayedModel messages(String tool, String arguments) {
        return messages(List.of(new Use(tool, arguments)));
    }

    /// Uses tools as claude's models do, one after another.
    public static PlayedModel messages(List<Use> uses) {
        String start =
                "{\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\","
                        + "\"model\":\"m\",\"content\":[],\"stop_reason\":null,\"usage\":{\"input_tokens\":9,\"output_tokens\":1}}}";
        String stop = "{\"type\":\"content_block_stop\",\"index\":0}";
        String end = "{\"type\":\"message_stop\"}";
        String reason =
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"%s\"},\"usage\":{\"output_tokens\":5}}";
        String begun = "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":%s}";
        String piece = "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"%s\",\"%s\":%s}}";
        return new PlayedModel(
                "/v1/messages",
                uses.stream()
                        .map(use -> List.of(
                                start,
                                begun.formatted("{\"type\":\"tool_use\",\"id\":\"t" + uses.indexOf(use)
                                        + "\",\"name\":\"" + use.tool() + "\",\"input\":{}}"),
                                piece.formatted("input_json_delta", "partial_json", quoted(use.arguments())),
                                stop,
                                reason.formatted("tool_use"),
                                end))
                        .toList(),
                List.of(
                        start,
                        begun.formatted("{\"type\":\"text\",\"text\":\"\"}"),
                        piece.formatted("text_delta", "text", "\"done\""),
                        stop,
                        reason.formatted("end_turn"),
                        end));
    }

    /// Uses a tool that takes bare text, as codex's models do.
    public static PlayedModel responses(String tool, String input) {
        return new PlayedModel(
                "/v1/responses",
                List.of(response("{\"type\":\"custom_tool_call\",\"id\":\"c1\",\"call_id\":\"c1\",\"name\":\"" + tool
                        + "\",\"input\":" + quoted(input) + "}")),
                response("{\"type\":\"message\",\"id\":\"m1\",\"role\":\"assistant\","
                        + "\"content\":[{\"type\":\"output_text\",\"text\":\"done\"}]}"));
    }

    /// What happens while the model thinks about the first request.
    public void meanwhile(Runnable work) {
        meanwhile = work;
    }

    /// Where it is.
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// The bodies of all requests that offered tools, oldest first.
    public List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
        executor.close();
    }

    private void answer(HttpExchange exchange, List<List<String>> uses, List<String> words) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        JsonNode request = JSON.readTree(body);
        boolean offersTools = !request.path("tools").isEmpty();
        if (offersTools) {
            requests.add(body);
        }
        int turn = offersTools ? used.getAndIncrement() : uses.size();
        if (turn == 0) {
            meanwhile.run();
        }
        List<String> events = turn < uses.size() ? uses.get(turn) : words;
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        for (String event : events) {
            String type = JSON.readTree(event).path("type").asText();
            exchange.getResponseBody()
                    .write(("event: " + type + "\ndata: " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static List<String> response(String item) {
        return List.of(
                "{\"type\":\"response.created\",\"response\":{\"id\":\"r\"}}",
                "{\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":" + item + "}",
                "{\"type\":\"response.completed\",\"response\":{\"id\":\"r\",\"output\":[" + item
                        + "],\"usage\":{\"input_tokens\":9,\"output_tokens\":5,\"total_tokens\":14}}}");
    }

    private static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
