package dev.kugetsu.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kugetsu.cli.e2e.Stage.Result;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The real program as the server of real clients.
@Timeout(120)
class McpIT {

    private static final String HELLO = """
            {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
            "capabilities":{},"clientInfo":{"name":"by-hand","version":"1"}}}
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            """;

    @TempDir
    Path folder;

    private Stage stage;

    @BeforeEach
    void open() throws Exception {
        stage = Stage.withRepository(folder);
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    @Test
    void isAnAgentAmongOthersUntilItsClientGoes() {
        stage.succeed("agent", "register", "--session", "neighbour", "--agent", "brave-heron");
        stage.succeed("lock", "README.md", "--session", "neighbour", "--reason", "rewriting it");

        try (McpProcess mcp = McpProcess.start(stage, Map.of(), "--agent", "calm-otter", "--role", "reviewer")) {
            assertThat(mcp.client.listTools().tools())
                    .extracting(Tool::name)
                    .contains("agent_list", "lock_acquire", "lock_release");
            CallToolResult refused = mcp.call("lock_acquire", Map.of("path", "README.md"));
            assertThat(refused.isError()).isTrue();
            assertThat(McpProcess.text(refused)).contains("README.md", "brave-heron");
            JsonNode lock = McpProcess.structured(mcp.call("lock_acquire", Map.of("path", "src/Main.java")));
            assertThat(lock.path("agent").asText()).isEqualTo("calm-otter");

            JsonNode agent = agent("calm-otter");
            assertThat(agent.path("presence").asText()).isEqualTo("active");
            assertThat(agent.path("harness").asText()).isEqualTo("test");
            assertThat(agent.path("role").asText()).isEqualTo("reviewer");
            assertThat(agent.path("pid").asLong())
                    .as("the program that has started the server")
                    .isEqualTo(ProcessHandle.current().pid());
            stage.run("lock", "src/Main.java", "--session", "neighbour", "--json")
                    .assertRefused(3, "conflict", "calm-otter");
        }

        await().untilAsserted(() ->
                assertThat(agent("calm-otter").path("end_reason").asText()).isEqualTo("logout"));
        stage.succeed("lock", "src/Main.java", "--session", "neighbour");
    }

    @Test
    void isTheAgentThatItsEnvironmentNamesAndLeavesItThere() {
        stage.succeed("agent", "register", "--session", "before", "--agent", "brave-heron");

        try (McpProcess mcp = McpProcess.start(stage, Map.of("KUGETSU_SESSION", "before"))) {
            JsonNode lock = McpProcess.structured(mcp.call("lock_acquire", Map.of("resource", "port-1")));
            assertThat(lock.path("agent").asText()).isEqualTo("brave-heron");
        }

        assertThat(agent("brave-heron").path("ended_at").isNull()).isTrue();
        assertThat(agents()).hasSize(1);
    }

    /// Its server was quicker than its hook.
    @Test
    void isTheAgentThatItsHooksTellAndLeavesItThere() {
        try (McpProcess mcp = McpProcess.start(stage, Map.of())) {
            McpProcess.structured(mcp.call("lock_acquire", Map.of("path", "README.md")));

            hookUntil("given_id", "c-1", "SessionStart", "\"source\":\"startup\"");

            assertThat(agents()).singleElement().satisfies(agent -> {
                assertThat(agent.path("given_id").asText()).isEqualTo("c-1");
                assertThat(agent.path("pid").asLong())
                        .isEqualTo(ProcessHandle.current().pid());
            });
            JsonNode again = McpProcess.structured(mcp.call("lock_acquire", Map.of("path", "README.md")));
            assertThat(again.path("created").asBoolean(true))
                    .as("it has kept it")
                    .isFalse();
        }

        assertThat(stage.succeed("locks", "--json").json()).hasSize(1);
        hookUntil("end_reason", "stop", "SessionEnd", "\"reason\":\"prompt_input_exit\"");
        assertThat(agents()).hasSize(1);
    }

    /// On a machine that is busy a hook gives up, and the harness has more of them.
    private void hookUntil(String field, String value, String event, String more) {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            hook(event, more);
            return agents().getFirst().path(field).asText().equals(value);
        });
    }

    private void hook(String event, String more) {
        Result result = stage.spawnIn(
                        stage.repository,
                        Map.of(),
                        "{\"session_id\":\"c-1\",\"cwd\":\"" + stage.repository + "\",\"hook_event_name\":\"" + event
                                + "\"," + more + "}",
                        "hook",
                        "claude-code",
                        event)
                .await();
        assertThat(result.exitCode()).as(result.toString()).isZero();
    }

    @Test
    void writesNothingButAnswersAndEndsWithItsInput() {
        Result result = stage.spawnIn(
                        stage.repository,
                        Map.of(),
                        HELLO + "no message\n{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
                                + "{\"name\":\"agent_list\",\"arguments\":{}}}\n",
                        "mcp")
                .await();

        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.err()).isEmpty();
        List<JsonNode> answers = result.out().lines().map(McpIT::json).toList();
        assertThat(answers)
                .extracting(answer -> answer.path("jsonrpc").asText())
                .containsOnly("2.0");
        assertThat(answers)
                .extracting(answer -> answer.path("id").asText())
                .containsExactlyInAnyOrder("0", "null", "1");
        assertThat(agents())
                .singleElement()
                .satisfies(
                        agent -> assertThat(agent.path("end_reason").asText()).isEqualTo("logout"));
    }

    @Test
    void endsAtOnceWhenItIsToldToWhileACallWaits() throws Exception {
        stage.succeed("lock", "--resource", "port-1", "--session", "neighbour");
        Process process = start();
        try (OutputStream input = process.getOutputStream()) {
            input.write((HELLO + "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":"
                            + "\"lock_acquire\",\"arguments\":{\"resource\":\"port-1\",\"patience\":\"10m\"}}}\n")
                    .getBytes(StandardCharsets.UTF_8));
            input.flush();
            await().atMost(Duration.ofSeconds(60)).until(() -> agents().size() == 2);

            process.destroy();

            assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        assertThat(agents())
                .filteredOn(agent -> agent.path("harness").asText().equals("by-hand"))
                .singleElement()
                .satisfies(
                        agent -> assertThat(agent.path("end_reason").asText()).isEqualTo("logout"));
    }

    @Test
    void saysHelloWhereThereIsNoRepositoryAndTellsTheModel() throws Exception {
        Path nowhere = Files.createDirectory(folder.resolve("nowhere"));
        Result result = stage.spawnIn(
                        nowhere,
                        Map.of(),
                        HELLO + "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
                                + "{\"name\":\"agent_list\",\"arguments\":{}}}\n",
                        "mcp")
                .await();

        assertThat(result.exitCode()).as(result.toString()).isZero();
        JsonNode answer = json(result.out().lines().toList().getLast());
        assertThat(answer.at("/result/isError").asBoolean()).as(result.out()).isTrue();
        assertThat(answer.at("/result/content/0/text").asText()).contains("repository");
    }

    private Process start() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        stage.root.resolve("launcher").toString(), "mcp")
                .directory(stage.repository.toFile())
                .redirectOutput(stage.root.resolve("mcp-out").toFile())
                .redirectError(stage.root.resolve("mcp-err").toFile());
        builder.environment().clear();
        builder.environment().putAll(stage.environment);
        return builder.start();
    }

    private List<JsonNode> agents() {
        return stage.succeed("agent", "list", "--json").json().valueStream().toList();
    }

    private JsonNode agent(String name) {
        return agents().stream()
                .filter(agent -> agent.path("agent").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + line, e);
        }
    }
}
