package dev.kugetsu.cli.e2e;

import static org.awaitility.Awaitility.await;

import dev.kugetsu.adapters.hook.PlayedModel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The real claude-code, which stays and is told one thing after another.
record TalkingClaude(Process process, Path output, PlayedModel model) implements AutoCloseable {

    static TalkingClaude start(Stage stage, Path program, PlayedModel model) throws IOException {
        Path output = Files.createTempFile(stage.root, "claude", "");
        List<String> words = List.of(
                program.toString(),
                "-p",
                "--input-format",
                "stream-json",
                "--output-format",
                "stream-json",
                "--verbose",
                "--permission-mode",
                "bypassPermissions");
        Process process = new ProcessBuilder(HooksOfRealAgentsIT.clean(stage, environment(model), words))
                .directory(stage.repository.toFile())
                .redirectOutput(output.toFile())
                .redirectErrorStream(true)
                .start();
        return new TalkingClaude(process, output, model);
    }

    /// By which claude-code asks this model, and nobody else in the world.
    static Map<String, String> environment(PlayedModel model) {
        return Map.of(
                "ANTHROPIC_BASE_URL", model.address(),
                "ANTHROPIC_API_KEY", "none",
                "IS_SANDBOX", "1",
                "DISABLE_AUTOUPDATER", "1",
                "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1");
    }

    /// Returns when it has answered.
    void say(String prompt) throws IOException {
        long answers = answers();
        OutputStream in = process.getOutputStream();
        in.write(("{\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":\"" + prompt + "\"}}\n")
                .getBytes(StandardCharsets.UTF_8));
        in.flush();
        await().atMost(Duration.ofSeconds(90)).until(() -> answers() > answers);
    }

    List<String> requests() {
        return model.requests();
    }

    private long answers() throws IOException {
        try (Stream<String> lines = Files.lines(output)) {
            return lines.filter(line -> line.contains("\"type\":\"result\"")).count();
        }
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        } catch (CompletionException late) {
            process.destroyForcibly();
            throw new AssertionError("the agent has not ended with its input", late);
        } finally {
            model.close();
        }
    }
}
