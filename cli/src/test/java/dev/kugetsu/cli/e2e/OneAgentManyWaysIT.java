package dev.kugetsu.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kugetsu.adapters.hook.PlayedModel;
import dev.kugetsu.adapters.hook.PlayedModel.Use;
import dev.kugetsu.adapters.hook.RealProgram;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.zeroturnaround.exec.ProcessExecutor;

/// The real claude-code, which speaks to us by its hooks, by a server of its own, by the daemon, and by its
/// shell.
@Timeout(240)
class OneAgentManyWaysIT {

    private Stage stage;
    private Path program;

    @BeforeEach
    void begin(@TempDir Path folder) throws Exception {
        program = RealProgram.require("claude-code");
        stage = Stage.withRepository(folder);
        stage.writeHook();
        stage.succeed("daemon", "start");
    }

    @AfterEach
    void close() throws Exception {
        if (stage != null) {
            stage.run("daemon", "stop");
            stage.close();
        }
    }

    @Test
    void isOneAgentWhicheverWayItSpeaks() throws Exception {
        stage.succeed("hooks", "install", "--harness", "claude-code");

        JsonNode agent =
                agentThatHasLocked(lockOverItsOwnServer("a.txt"), lockOverTheDaemon("b.txt"), lockInItsShell("c.txt"));

        assertThat(agent.path("harness").asText()).isEqualTo("claude-code");
        assertThat(agent.path("given_id").asText()).as("the harness's own id").hasSize(36);
        assertThat(agent.path("presence").asText()).isIn("ended", "dead");
    }

    /// Nothing but its process says that both servers speak to the same program.
    @Test
    void isOneAgentWithoutHooks() throws Exception {
        JsonNode agent = agentThatHasLocked(lockOverTheDaemon("a.txt"), lockOverItsOwnServer("b.txt"));

        assertThat(agent.path("presence").asText()).isIn("ended", "dead");
        assertThat(stage.succeed("locks", "--json").json()).isEmpty();
    }

    /// The only one that has ever been there.
    private JsonNode agentThatHasLocked(Use... locks) throws Exception {
        List<String> requests = claude(locks);

        assertThat(requests).hasSize(locks.length + 1);
        List<JsonNode> agents =
                stage.succeed("agent", "list", "--json").json().valueStream().toList();
        assertThat(agents).hasSize(1);
        String session = agents.getFirst().path("agent_session_id").asText();
        assertThat(stage.succeed("log", "--json").json().valueStream())
                .filteredOn(entry -> entry.path("kind").asText().equals("lock_acquired"))
                .hasSize(locks.length)
                .extracting(entry -> entry.path("agent_session_id").asText())
                .containsOnly(session);
        return agents.getFirst();
    }

    private static Use lockOverItsOwnServer(String path) {
        return new Use("mcp__started__lock_acquire", "{\"path\":\"" + path + "\"}");
    }

    private Use lockOverTheDaemon(String path) {
        return new Use("mcp__daemons__lock_acquire", "{\"path\":\"" + stage.repository.resolve(path) + "\"}");
    }

    private Use lockInItsShell(String path) {
        return new Use(
                "Bash",
                "{\"command\":\"" + stage.root.resolve("kugetsu") + " lock " + path + "\",\"description\":\"lock\"}");
    }

    private List<String> claude(Use... uses) throws Exception {
        Path servers = Files.writeString(stage.root.resolve("servers.json"), """
                {"mcpServers": {
                  "started": {"type": "stdio", "command": "%s", "args": ["mcp"]},
                  "daemons": {"type": "http", "url": "http://127.0.0.1:%d/mcp?directory=%s",
                              "headers": {"Authorization": "Bearer %s"}}
                }}
                """.formatted(
                        stage.root.resolve("launcher"),
                        port(),
                        stage.repository,
                        Files.readString(stage.home.resolve("daemon.token")).strip()));
        try (PlayedModel model = PlayedModel.messages(List.of(uses))) {
            List<String> words = List.of(
                    program.toString(),
                    "-p",
                    "work",
                    "--permission-mode",
                    "bypassPermissions",
                    "--strict-mcp-config",
                    "--mcp-config",
                    servers.toString());
            String output = new ProcessExecutor(
                            HooksOfRealAgentsIT.clean(stage, TalkingClaude.environment(model), words))
                    .directory(stage.repository.toFile())
                    .redirectInput(Files.newInputStream(new File("/dev/null").toPath()))
                    .readOutput(true)
                    .timeout(100, TimeUnit.SECONDS)
                    .execute()
                    .outputUTF8();
            assertThat(output).contains("done");
            return model.requests();
        }
    }

    private int port() {
        return stage.succeed("daemon", "status", "--json").json().path("port").asInt();
    }
}
