package dev.kugetsu.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kugetsu.adapters.modelserver.Reply;
import dev.kugetsu.adapters.modelserver.ScriptedModelServer;
import dev.kugetsu.adapters.opencode.OpencodeSandbox;
import dev.kugetsu.adapters.opencode.RealOpencode;
import dev.kugetsu.cli.e2e.Stage.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Agents of turns that kugetsu launches, in the real opencode, beside an agent that a person has started.
class HooksOfLaunchedAgentsIT {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String LOCKED = "notes.txt is locked by brave-heron";
    private static final String STANDING = "locked: notes.txt @brave-heron";

    private Stage stage;
    private ScriptedModelServer model;
    private OpencodeSandbox sandbox;

    /// Whether there is a daemon, to which turns are handed and which answers hooks.
    enum Host {
        DAEMON,
        NO_DAEMON
    }

    @BeforeEach
    void makeABaseBesideANeighbour(@TempDir Path folder) throws Exception {
        Path program = RealOpencode.require();
        model = ScriptedModelServer.start();
        stage = Stage.withRepository(folder);
        sandbox = OpencodeSandbox.create(stage.user, model.baseUrl());
        stage.environment.putAll(sandbox.environment());
        stage.environment.put("KUGETSU_HARNESS", "opencode");
        stage.environment.put("KUGETSU_HARNESSES_OPENCODE_PROGRAM", program.toString());
        stage.writeHook();
        model.on("learn the repository", Reply.write("learnt.txt", "hello"), Reply.text("it says hello"));
        stage.succeed("init", "--headless", "--message", "learn the repository");
        Files.delete(stage.repository.resolve("learnt.txt"));
        assertThat(agents()).as("whoever makes a base is no agent").isEmpty();
        stage.succeed("agent", "register", "--session", "neighbour", "--agent", "brave-heron");
        stage.succeed("lock", "notes.txt", "--session", "neighbour");
    }

    @AfterEach
    void close() throws Exception {
        if (stage != null) {
            stage.run("daemon", "stop", "--timeout", "60s");
            stage.close();
        }
        if (model != null) {
            model.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void areKeptFromWhatSomebodyElseHasLockedAndReadMessagesBeforeTheirTurnEnds(Host host) throws Exception {
        stage.environment.put("OPENCODE_CONFIG_CONTENT", "{\"plugin\": [\"" + noting("of-the-variable") + "\"], }");
        Files.writeString(
                sandbox.configuration().resolve("opencode.jsonc"),
                "{\"plugin\": [\"" + noting("of-the-file") + "\"]} // mine");
        if (host == Host.DAEMON) {
            stage.succeed("daemon", "start", "--timeout", "60s");
        }
        Path gate = stage.root.resolve("gate");
        model.on(
                "edit the notes",
                Reply.write("notes.txt", "hey"),
                Reply.bash("until test -e " + gate + "; do sleep 0.2; done"),
                Reply.text("it is locked"));

        Running started = stage.spawn("start", "#1", "edit the notes", "--json");
        await().atMost(SOON).until(() -> model.requests("edit the notes").size() == 2);
        JsonNode session = stage.listed("#1");
        String agent = agentOf(session);
        assertThat(agents()).as("one for this turn, one for the neighbour").hasSize(2);
        stage.succeed("message", "send", "--to", agent, "mind the gap", "--session", "neighbour");
        Files.createFile(gate);
        JsonNode turn = started.await().json();

        assertThat(turn.path("outcome").asText()).as(turn.toString()).isEqualTo("succeeded");
        List<String> requests = requests("edit the notes");
        assertThat(requests).hasSize(3);
        assertThat(requests.getFirst()).containsOnlyOnce(STANDING);
        assertThat(requests.get(1)).contains(LOCKED).doesNotContain("mind the gap");
        assertThat(requests.get(2)).contains("mind the gap", "from brave-heron").containsOnlyOnce(STANDING);
        Path notes = Path.of(turn.path("worktree").asText()).resolve("notes.txt");
        assertThat(notes).doesNotExist();
        assertThat(agentOf(session)).isEqualTo(agent);
        assertThat(stage.succeed("message", "list", "--session", "neighbour", "--json")
                        .out())
                .contains("\"receipt\":\"delivered\"");

        stage.succeed("unlock", "notes.txt", "--session", "neighbour");
        model.on("once more", Reply.write("notes.txt", "hey"), Reply.text("done"));
        stage.succeed("continue", "#1", "once more", "--json");

        assertThat(notes).hasContent("hey");
        assertThat(requests("once more").getLast()).containsOnlyOnce("> mind the gap");
        assertThat(agentOf(session)).isEqualTo(agent);
        assertThat(stage.succeed("log", "--json").out()).contains("file_edited");
        assertThat(stage.root.resolve("of-the-variable")).exists();
        assertThat(stage.root.resolve("of-the-file")).exists();
        assertNothingIsLeft(Path.of(turn.path("worktree").asText()));
    }

    @Test
    void areNotHookedWhenThatIsNotWanted() throws Exception {
        Files.writeString(stage.home.resolve("config.toml"), "hooks = false\n");
        model.on("edit the notes", Reply.write("notes.txt", "hey"), Reply.text("done"));

        JsonNode turn = stage.succeed("start", "#1", "edit the notes", "--json").json();

        assertThat(Path.of(turn.path("worktree").asText()).resolve("notes.txt")).hasContent("hey");
    }

    @Test
    void goOnWithoutAProgramToCallOrOneThatHangs() throws Exception {
        stage.runCompiledClasses();
        Files.delete(stage.root.resolve("kugetsu-hook"));
        model.on("edit the notes", Reply.write("notes.txt", "hey"), Reply.text("done"))
                .on("once more", Reply.write("notes.txt", "ho"), Reply.text("done"));

        JsonNode turn = stage.succeed("start", "#1", "edit the notes", "--json").json();
        Path notes = Path.of(turn.path("worktree").asText()).resolve("notes.txt");
        assertThat(notes).hasContent("hey");

        stage.writeProgram("kugetsu-hook", "#!/bin/sh\nexec sleep 985\n");
        stage.succeed("continue", "#1", "once more", "--json");
        assertThat(notes).hasContent("ho");
    }

    /// The one agent that is known besides the neighbour: that of the session, and not one more by what its
    /// harness calls it.
    private String agentOf(JsonNode session) {
        Set<String> others = agents().stream()
                .map(view -> view.path("agent").asText())
                .filter(name -> !name.equals("brave-heron"))
                .collect(Collectors.toSet());
        assertThat(others).containsExactly(session.path("session_id").asText());
        return session.path("session_id").asText();
    }

    private List<JsonNode> agents() {
        return stage.succeed("agent", "list", "--json").json().valueStream().toList();
    }

    private List<String> requests(String prompt) {
        return model.requests(prompt).stream()
                .map(request -> request.body().toString())
                .toList();
    }

    private void assertNothingIsLeft(Path worktree) throws Exception {
        try (Stream<Path> files = Files.walk(stage.home)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("kugetsu-hooks")))
                    .isEmpty();
        }
        try (Stream<Path> files = Files.list(sandbox.configuration())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("the user's, opencode's own, and its plugin interface")
                    .containsExactlyInAnyOrder(
                            "opencode.json",
                            "opencode.jsonc",
                            ".gitignore",
                            "package.json",
                            "package-lock.json",
                            "node_modules");
        }
        assertThat(stage.git("status", "--porcelain", "--ignored")).isEmpty();
        assertThat(stage.gitIn(worktree, "status", "--porcelain", "--ignored")).isEqualTo("?? notes.txt\n");
    }

    /// A plugin of the user's own, which leaves a file when opencode has loaded it.
    private String noting(String name) throws Exception {
        return Files.writeString(stage.user.resolve(name + ".mjs"), """
                        import { writeFileSync } from "node:fs"
                        export const Mine = async () => { writeFileSync("%s", ""); return {} }
                        """.formatted(stage.root.resolve(name)))
                .toUri()
                .toString();
    }
}
