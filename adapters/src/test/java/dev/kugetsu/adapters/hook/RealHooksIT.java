package dev.kugetsu.adapters.hook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kugetsu.adapters.modelserver.Reply;
import dev.kugetsu.adapters.modelserver.ScriptedModelServer;
import dev.kugetsu.adapters.opencode.OpencodeSandbox;
import dev.kugetsu.adapters.opencode.RealOpencode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.zeroturnaround.exec.ProcessExecutor;

/// The real harnesses, launched with our hooks: a blocked edit does not happen, and the model reads why.
@Timeout(120)
class RealHooksIT {

    private static final String PATCH = """
            *** Begin Patch
            *** Add File: locked.txt
            +hey
            *** End Patch
            """;

    @TempDir
    Path folder;

    private Path home;
    private Path repository;
    private HookCommand hook;

    @BeforeEach
    void makeRepository() throws Exception {
        Path root = folder.toRealPath();
        home = Files.createDirectories(root.resolve("home"));
        repository = Files.createDirectories(root.resolve("repository"));
        hook = AnsweringHook.script(root.resolve("the program"));
        run(Map.of(), List.of("git", "init", "--quiet"));
    }

    @Test
    void claudeAsksBeforeItEdits() throws Exception {
        Path program = RealProgram.require("claude-code");
        String arguments = "{\"file_path\":\"" + repository.resolve("locked.txt") + "\",\"content\":\"hey\"}";
        try (PlayedModel model = PlayedModel.messages("Write", arguments)) {
            LaunchHooks launch = launch("claude-code");
            List<String> command = new ArrayList<>(List.of(program.toString(), "-p", "edit it"));
            command.addAll(List.of("--permission-mode", "bypassPermissions"));
            command.addAll(launch.arguments());

            run(
                    Map.of(
                            "ANTHROPIC_BASE_URL", model.address(),
                            "ANTHROPIC_API_KEY", "none",
                            "IS_SANDBOX", "1",
                            "DISABLE_AUTOUPDATER", "1",
                            "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1"),
                    command);

            assertHooked(model.requests());
            assertSentOnOnce(model.requests());
        }
    }

    @Test
    void codexAsksBeforeItEdits() throws Exception {
        Path program = RealProgram.require("codex");
        try (PlayedModel model = PlayedModel.responses("apply_patch", PATCH)) {
            Files.createDirectories(home.resolve(".codex"));
            Files.writeString(home.resolve(".codex/config.toml"), """
                    model = "gpt-5.5"
                    model_provider = "played"
                    [model_providers.played]
                    name = "played"
                    base_url = "%s/v1"
                    env_key = "PLAYED_KEY"
                    wire_api = "responses"
                    [analytics]
                    enabled = false
                    """.formatted(model.address()));
            LaunchHooks launch = launch("codex");
            List<String> command = new ArrayList<>(List.of(program.toString(), "exec", "-s", "workspace-write"));
            command.addAll(launch.arguments());
            command.add("edit it");

            run(Map.of("PLAYED_KEY", "none"), command);

            assertHooked(model.requests());
            assertSentOnOnce(model.requests());
        }
    }

    @Test
    void opencodeAsksBeforeItEdits() throws Exception {
        Path program = RealOpencode.require();
        try (ScriptedModelServer model = ScriptedModelServer.start()) {
            model.on(
                    AnsweringHook.NEWS,
                    Reply.write(repository.resolve("locked.txt").toString(), "hey"),
                    Reply.text("done"));
            Map<String, String> environment =
                    new HashMap<>(OpencodeSandbox.create(home, model.baseUrl()).environment());
            environment.putAll(launch("opencode").environment());

            run(environment, List.of(program.toString(), "run", "edit it"));

            List<String> requests = model.requests().stream()
                    .filter(request -> !request.tools().isEmpty())
                    .map(request -> request.body().toString())
                    .toList();
            assertHooked(requests);
        }
    }

    @Test
    void opencodeSpeaksOfItsSubagentsAsOfWhoStartedThem() throws Exception {
        Path program = RealOpencode.require();
        Path calls = home.resolveSibling("calls");
        hook = recorder(calls);
        try (ScriptedModelServer model = ScriptedModelServer.start()) {
            Map<String, String> errand =
                    Map.of("description", "look", "prompt", "run the errand", "subagent_type", "general");
            model.on("hand it on", Reply.tool("task", errand), Reply.text("done"));
            model.on(
                    "run the errand",
                    Reply.write(repository.resolve("a.txt").toString(), "hey"),
                    Reply.bash("printf %s \"$KUGETSU_OPENCODE_SESSION\" > told"),
                    Reply.text("errand run"));
            Map<String, String> environment =
                    new HashMap<>(OpencodeSandbox.create(home, model.baseUrl()).environment());
            environment.putAll(launch("opencode").environment());

            run(environment, List.of(program.toString(), "run", "hand it on"));
        }

        List<JsonNode> heard = new ArrayList<>();
        for (String line : Files.readAllLines(calls)) {
            heard.add(new ObjectMapper().readTree(line));
        }
        assertThat(heard)
                .anySatisfy(call -> assertThat(call.path("tool_name").asText()).isEqualTo("write"));
        assertThat(heard)
                .extracting(call -> call.path("session_id").asText())
                .containsOnly(Files.readString(repository.resolve("told")));
    }

    /// A hook that is always silent, and writes down what it was told.
    private HookCommand recorder(Path calls) throws IOException {
        Path script = Files.createDirectories(home.resolveSibling("recorder")).resolve("kugetsu");
        Files.writeString(script, "{ cat; echo; } >> '" + calls + "'\n");
        return new HookCommand(List.of("/bin/sh", script.toString()));
    }

    private void assertHooked(List<String> requests) {
        assertThat(requests.getFirst()).contains(AnsweringHook.NEWS).doesNotContain(AnsweringHook.LOCKED);
        assertThat(requests.get(1)).contains(AnsweringHook.LOCKED);
        assertThat(repository.resolve("locked.txt")).doesNotExist();
    }

    private static void assertSentOnOnce(List<String> requests) {
        assertThat(requests).hasSize(3);
        assertThat(requests.get(1)).doesNotContain(AnsweringHook.GO_ON);
        assertThat(requests.getLast()).contains(AnsweringHook.GO_ON);
    }

    private LaunchHooks launch(String harness) throws IOException {
        LaunchHooks launch = HookLaunches.find(harness, hook, home).orElseThrow();
        for (Map.Entry<Path, String> file : launch.files().entrySet()) {
            // A hook of the tests is a Java program, and the machine may be busy.
            Files.writeString(file.getKey(), file.getValue().replace("LIMIT_MS = 2000", "LIMIT_MS = 20000"));
        }
        return launch;
    }

    /// With nothing of the user's.
    private void run(Map<String, String> environment, List<String> command) throws Exception {
        List<String> clean = new ArrayList<>(List.of("env", "-i", "HOME=" + home, "PATH=" + System.getenv("PATH")));
        clean.add("TMPDIR=" + Files.createDirectories(home.resolve("tmp")));
        environment.forEach((name, value) -> clean.add(name + "=" + value));
        clean.addAll(command);
        String output = new ProcessExecutor(clean)
                .directory(repository.toFile())
                .redirectInput(Files.newInputStream(new File("/dev/null").toPath()))
                .readOutput(true)
                .timeout(100, TimeUnit.SECONDS)
                .execute()
                .outputUTF8();
        assertThat(output).doesNotContain("panicked");
    }
}
