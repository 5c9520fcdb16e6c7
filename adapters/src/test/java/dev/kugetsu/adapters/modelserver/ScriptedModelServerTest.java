package dev.kugetsu.adapters.modelserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScriptedModelServerTest {

    private static final String FIRST = "{\"messages\":[{\"role\":\"user\",\"content\":\"fix it\"}]}";
    private static final String SECOND = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\","
            + "\"text\":\"fix it\"}]},{\"role\":\"assistant\",\"content\":\"\"},{\"role\":\"tool\",\"content\":\"42\"}]}";

    private final ScriptedModelServer server = ScriptedModelServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void answersEachStepOfATurnByItsRule() throws Exception {
        server.on("fix", Reply.tool("bash", Map.of("command", "pwd")), Reply.text("fixed"));

        String first = post(FIRST).body();
        String second = post(SECOND).body();

        assertThat(first).contains("\"tool_calls\"", "\"name\":\"bash\"", "[DONE]");
        assertThat(second).contains("\"content\":\"fixed\"", "\"finish_reason\":\"stop\"");
        assertThat(server.requests("fix").getLast().texts("tool")).containsExactly("42");
    }

    @Test
    void answersWhatHasNoRuleWithOk() throws Exception {
        assertThat(post(FIRST).body()).contains("\"content\":\"ok\"");
    }

    @Test
    void failsWithTheStatusOfTheRule() throws Exception {
        server.on("fix", Reply.status(429, "slow down"));

        HttpResponse<String> response = post(FIRST);

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.body()).contains("slow down");
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        URI uri = URI.create(server.baseUrl() + "/chat/completions");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(uri)
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        }
    }
}
