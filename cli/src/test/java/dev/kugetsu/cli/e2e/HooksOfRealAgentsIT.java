package dev.kugetsu.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kugetsu.adapters.hook.PlayedModel;
import dev.kugetsu.adapters.hook.RealProgram;
import dev.kugetsu.adapters.modelserver.Reply;
import dev.kugetsu.adapters.modelserver.ScriptedModelServer;
import dev.kugetsu.adapters.opencode.OpencodeSandbox;
import dev.kugetsu.adapters.opencode.RealOpencode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.zeroturnaround.exec.ProcessExecutor;

/// Real agents that a person starts in a repository where our hooks are installed, beside somebody who has a
/// lock.
@Timeout(240)
class HooksOfRealAgentsIT {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String LOCKED = "notes.txt is locked by brave-heron";
    private static final String STANDING = "locked: notes.txt @brave-heron";

    private Stage stage;
    private Path notes;

    @BeforeEach
    void begin(@TempDir Path folder) throws Exception {
        stage = Stage.withRepository(folder);
        notes = stage.repository.resolve("notes.txt");
        stage.writeHook();
        stage.succeed("daemon", "start");
        stage.succeed("agent", "register", "--session", "neighbour", "--agent", "brave-heron");
        stage.succeed("lock", "notes.txt", "--session", "neighbour");
    }

    @AfterEach
    void close() throws Exception {
        stage.run("daemon", "stop");
        stage.close();
    }

    @Test
    void claudeIsKeptFromWhatSomebodyElseHasLocked() throws Exception {
        Path program = RealProgram.require("claude-code");
        stage.succeed("hooks", "install", "--harness", "claude-code");
        String arguments = "{\"file_path\":\"" + notes + "\",\"content\":\"hey\"}";

        List<String> requests = claude(program, PlayedModel.messages("Write", arguments));

        assertThat(requests.getFirst()).contains(STANDING);
        assertThat(requests.get(1)).contains(LOCKED);
        assertThat(notes).doesNotExist();

        stage.succeed("unlock", "notes.txt", "--session", "neighbour");
        claude(program, PlayedModel.messages("Write", arguments));

        assertThat(notes).hasContent("hey");
    }

    /// Sent while the agent is at work.
    @Test
    void claudeReadsAMessageBeforeItsTurnEnds() throws Exception {
        Path program = RealProgram.require("claude-code");
        stage.succeed("hooks", "install", "--harness", "claude-code");
        PlayedModel model =
                PlayedModel.messages("Read", "{\"file_path\":\"" + stage.repository.resolve("README.md") + "\"}");
        model.meanwhile(() -> tell("claude-code"));

        List<String> requests = claude(program, model);

        assertTold(requests);
    }

    @Test
    void codexReadsAMessageBeforeItsTurnEnds() throws Exception {
        Path program = RealProgram.require("codex");
        stage.succeed("hooks", "install", "--harness", "codex");
        PlayedModel model = PlayedModel.responses("apply_patch", """
                *** Begin Patch
                *** Add File: other.txt
                +hey
                *** End Patch
                """);
        model.meanwhile(() -> tell("codex"));

        assertTold(codex(program, model));
    }

    @Test
    void opencodeReadsAMessageBeforeItsTurnEnds() throws Exception {
        Path program = RealOpencode.require();
        stage.succeed("hooks", "install", "--harness", "opencode");
        Path gate = stage.root.resolve("gate");
        try (ScriptedModelServer model = ScriptedModelServer.start()) {
            Map<String, String> sandbox =
                    OpencodeSandbox.create(stage.user, model.baseUrl()).environment();
            model.on("work", Reply.bash("until test -e " + gate + "; do sleep 0.2; done"), Reply.text("done"));
            CompletableFuture<Void> told = CompletableFuture.runAsync(() -> {
                await().atMost(SOON).until(() -> !model.requests("work").isEmpty());
                tell("opencode");
                open(gate);
            });

            agent(sandbox, List.of(program.toString(), "run", "work"));
            told.join();

            assertTold(model.requests("work").stream()
                    .map(request -> request.body().toString())
                    .toList());
        }
    }

    /// Sent when both have said something, so that it comes with what they are asked next.
    @Test
    void eachOfTwoClaudesReadsABroadcastOnce() throws Exception {
        Path program = RealProgram.require("claude-code");
        stage.succeed("hooks", "install", "--harness", "claude-code");
        String read = "{\"file_path\":\"" + stage.repository.resolve("README.md") + "\"}";
        try (TalkingClaude one = TalkingClaude.start(stage, program, PlayedModel.messages("Read", read));
                TalkingClaude other = TalkingClaude.start(stage, program, PlayedModel.messages("Read", read))) {
            one.say("first");
            other.say("first");
            stage.succeed("message", "send", "--to", "all", "tea is ready", "--session", "neighbour");
            for (TalkingClaude claude : List.of(one, other)) {
                claude.say("second");
                assertThat(claude.requests().getLast()).containsOnlyOnce("tea is ready");
                claude.say("third");
                assertThat(claude.requests().getLast())
                        .contains("third")
                        .as("the whole talk")
                        .containsOnlyOnce("tea is ready");
            }
        }
    }

    private static void open(Path gate) {
        try {
            Files.createFile(gate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tell(String harness) {
        String agent = stage.succeed("agent", "list", "--active", "--json")
                .json()
                .valueStream()
                .filter(view -> view.path("harness").asText().equals(harness))
                .map(view -> view.path("agent").asText())
                .findFirst()
                .orElseThrow();
        stage.succeed("message", "send", "--to", agent, "mind the gap", "--session", "neighbour");
    }

    private void assertTold(List<String> requests) {
        assertThat(requests.getFirst()).doesNotContain("mind the gap");
        assertThat(requests.getLast()).contains("mind the gap", "from brave-heron");
        assertThat(stage.succeed("message", "list", "--session", "neighbour", "--json")
                        .out())
                .contains("\"receipt\":\"delivered\"");
    }

    @Test
    void codexIsKeptFromWhatSomebodyElseHasLocked() throws Exception {
        Path program = RealProgram.require("codex");
        stage.succeed("hooks", "install", "--harness", "codex");
        String patch = """
                *** Begin Patch
                *** Add File: notes.txt
                +hey
                *** End Patch
                """;

        List<String> requests = codex(program, PlayedModel.responses("apply_patch", patch));

        assertThat(requests.getFirst()).contains(STANDING);
        assertThat(requests.get(1)).contains(LOCKED);
        assertThat(notes).doesNotExist();

        stage.succeed("unlock", "notes.txt", "--session", "neighbour");
        List<String> passed = codex(program, PlayedModel.responses("apply_patch", patch));

        assertThat(notes).as(passed.toString()).hasContent("hey");
    }

    @Test
    void opencodeIsKeptFromWhatSomebodyElseHasLocked() throws Exception {
        Path program = RealOpencode.require();
        stage.succeed("hooks", "install", "--harness", "opencode");
        try (ScriptedModelServer model = ScriptedModelServer.start()) {
            Map<String, String> sandbox =
                    OpencodeSandbox.create(stage.user, model.baseUrl()).environment();
            model.on("edit it", Reply.write(notes.toString(), "hey"), Reply.text("done"));

            agent(sandbox, List.of(program.toString(), "run", "edit it"));

            assertThat(model.requests("edit it").getFirst().body().toString()).contains(STANDING);
            assertThat(model.requests("edit it").getLast().body().toString()).contains(LOCKED);
            assertThat(notes).doesNotExist();

            stage.succeed("unlock", "notes.txt", "--session", "neighbour");
            model.on("once more", Reply.write(notes.toString(), "hey"), Reply.text("done"));
            agent(sandbox, List.of(program.toString(), "run", "once more"));

            assertThat(notes).hasContent("hey");
        }
    }

    private List<String> claude(Path program, PlayedModel played) throws Exception {
        try (PlayedModel model = played) {
            agent(
                    TalkingClaude.environment(model),
                    List.of(program.toString(), "-p", "edit it", "--permission-mode", "bypassPermissions"));
            return model.requests();
        }
    }

    private List<String> codex(Path program, PlayedModel played) throws Exception {
        try (PlayedModel model = played) {
            Files.createDirectories(stage.user.resolve(".codex"));
            Files.writeString(
                    stage.user.resolve(".codex/config.toml"), """
                    model = "gpt-5.5"
                    model_provider = "played"
                    [model_providers.played]
                    name = "played"
                    base_url = "%s/v1"
                    env_key = "PLAYED_KEY"
                    wire_api = "responses"
                    [analytics]
                    enabled = false
                    [projects."%s"]
                    trust_level = "trusted"
                    """.formatted(model.address(), stage.repository));
            agent(
                    Map.of("PLAYED_KEY", "none"),
                    List.of(
                            program.toString(),
                            "exec",
                            "-s",
                            "workspace-write",
                            "--dangerously-bypass-hook-trust",
                            "edit it"));
            return model.requests();
        }
    }

    /// With nothing of the user's but the home of kugetsu.
    private void agent(Map<String, String> environment, List<String> words) throws Exception {
        List<String> command = clean(stage, environment, words);
        new ProcessExecutor(command)
                .directory(stage.repository.toFile())
                .redirectInput(Files.newInputStream(new File("/dev/null").toPath()))
                .readOutput(true)
                .timeout(100, TimeUnit.SECONDS)
                .execute();
    }

    static List<String> clean(Stage stage, Map<String, String> environment, List<String> words) throws IOException {
        Map<String, String> clean = new HashMap<>(environment);
        clean.putIfAbsent("HOME", stage.user.toString());
        clean.put("PATH", System.getenv("PATH"));
        clean.put(
                "TMPDIR",
                Files.createDirectories(stage.root.resolve("of-agents")).toString());
        clean.put("KUGETSU_HOME", stage.home.toString());
        List<String> command = new ArrayList<>(List.of("env", "-i"));
        clean.forEach((name, value) -> command.add(name + "=" + value));
        command.addAll(words);
        return command;
    }
}
