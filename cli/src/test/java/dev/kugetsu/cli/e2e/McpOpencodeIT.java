package dev.kugetsu.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kugetsu.adapters.modelserver.ModelRequest;
import dev.kugetsu.adapters.modelserver.Reply;
import dev.kugetsu.adapters.modelserver.ScriptedModelServer;
import dev.kugetsu.adapters.opencode.OpencodeSandbox;
import dev.kugetsu.adapters.opencode.RealOpencode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The real opencode, started by a person, whose model uses our tools.
@Timeout(180)
class McpOpencodeIT {

    private Path program;
    private Stage stage;
    private ScriptedModelServer model;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        program = RealOpencode.require();
        model = ScriptedModelServer.start();
        stage = Stage.withRepository(folder);
        stage.environment.putAll(
                OpencodeSandbox.create(stage.user, model.baseUrl()).environment());
    }

    @AfterEach
    void close() throws Exception {
        if (stage != null) {
            stage.close();
        }
        if (model != null) {
            model.close();
        }
    }

    @Test
    void itsModelSeesTheToolsUsesThemAndReadsWhatComesOfThem() throws Exception {
        stage.succeed("agent", "register", "--session", "neighbour", "--agent", "brave-heron");
        stage.succeed("lock", "README.md", "--session", "neighbour", "--reason", "rewriting it");
        model.on(
                "look around",
                Reply.tool("kugetsu_agent_list", Map.of()),
                Reply.tool("kugetsu_lock_acquire", Map.of("path", "README.md")),
                Reply.tool("kugetsu_lock_acquire", Map.of("path", "notes.txt")),
                Reply.text("I leave it alone"));

        int code = opencode("look around");

        assertThat(code).as(output()).isZero();
        // It asks for a title too.
        List<ModelRequest> requests = model.requests("look around").stream()
                .filter(request -> !request.tools().isEmpty())
                .toList();
        assertThat(requests).as(output()).hasSize(4);
        assertThat(requests.getFirst().tools())
                .contains("kugetsu_agent_list", "kugetsu_lock_acquire", "kugetsu_message_inbox");
        assertThat(lastResult(requests.get(1))).contains("brave-heron", "\"harness\":\"opencode\"");
        assertThat(lastResult(requests.get(2))).contains("README.md is locked by brave-heron", "next: ");
        assertThat(lastResult(requests.get(3))).contains("\"key\":\"notes.txt\"");
        assertThat(stage.succeed("agent", "list", "--json").json()).anySatisfy(agent -> {
            assertThat(agent.path("harness").asText()).isEqualTo("opencode");
            assertThat(agent.path("presence").asText()).isEqualTo("ended");
        });
        assertThat(heldBy(stage.succeed("locks", "--json").json())).containsExactly("brave-heron");
    }

    /// Its token says who it is, so that nobody is registered.
    @Test
    void isTheAgentOfItsSessionWhenKugetsuHasStartedIt() throws Exception {
        stage.environment.put("KUGETSU_HARNESS", "opencode");
        stage.environment.put("KUGETSU_HARNESSES_OPENCODE_PROGRAM", program.toString());
        model.on("learn the repository", Reply.text("it says hello"))
                .on(
                        "take the file",
                        Reply.tool("kugetsu_lock_acquire", Map.of("path", "README.md")),
                        Reply.text("it is mine"));
        stage.succeed("init", "--headless", "--message", "learn the repository");
        configure();
        stage.git("add", ".");
        stage.git("commit", "-q", "-m", "Offer the tools");

        stage.succeed("start", "#1", "take the file");

        String session = stage.listed("#1").path("session_id").asText();
        ModelRequest last = model.requests("take the file").getLast();
        assertThat(lastResult(last)).contains("\"key\":\"README.md\"", "\"agent\":\"" + session + "\"");
        assertThat(stage.succeed("agent", "list", "--json").json())
                .extracting(agent -> agent.path("agent").asText())
                .containsOnly(session);
    }

    private static List<String> heldBy(JsonNode locks) {
        return locks.valueStream()
                .filter(lock -> lock.path("live").asBoolean())
                .map(lock -> lock.path("agent").asText())
                .toList();
    }

    private static String lastResult(ModelRequest request) {
        return request.texts("tool").getLast();
    }

    private void configure() throws Exception {
        Files.writeString(stage.repository.resolve("opencode.json"), """
                {"mcp": {"kugetsu": {"type": "local", "command": ["%s", "mcp"], "enabled": true, "timeout": 60000}}}
                """.formatted(stage.root.resolve("launcher")));
    }

    /// As a person would, who has written the server into the configuration of the repository.
    private int opencode(String prompt) throws Exception {
        configure();
        ProcessBuilder builder = new ProcessBuilder(program.toString(), "run", "--print-logs", prompt)
                .directory(stage.repository.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(stage.root.resolve("opencode.log").toFile());
        builder.environment().clear();
        builder.environment().putAll(stage.environment);
        // It leaves things there.
        builder.environment()
                .put(
                        "TMPDIR",
                        Files.createDirectory(stage.root.resolve("opencode")).toString());
        Process process = builder.start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("opencode does not end: " + output());
        }
        return process.exitValue();
    }

    private String output() throws Exception {
        return Files.readString(stage.root.resolve("opencode.log"));
    }
}
