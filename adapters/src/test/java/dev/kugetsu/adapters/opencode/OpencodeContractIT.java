package dev.kugetsu.adapters.opencode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kugetsu.adapters.Harness;
import dev.kugetsu.adapters.HarnessContractTest;
import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.adapters.modelserver.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// The contract of all harnesses, kept by the real opencode.
@TestInstance(Lifecycle.PER_CLASS)
class OpencodeContractIT extends HarnessContractTest {

    private OpencodeScene scene;
    private OpencodeCommands commands;
    private int worktrees;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        scene = new OpencodeScene(folder);
        commands = new OpencodeCommands(scene.sandbox.options(RealOpencode.require()));
    }

    @AfterAll
    void close() {
        if (scene != null) {
            scene.close();
        }
    }

    @Override
    protected Harness harness() {
        return scene.harness;
    }

    @Override
    protected Optional<String> model() {
        return Optional.of(OpencodeSandbox.MODEL);
    }

    @Override
    protected Path newDirectory(String name) throws IOException {
        return scene.worktree(name + "-" + worktrees++);
    }

    @Override
    protected String promptToSay(String text) {
        scene.model.on("say " + text, Reply.text(text));
        return "say " + text;
    }

    @Override
    protected String promptToWrite(String file, String line) {
        String prompt = "write " + line + " to " + file;
        scene.model.on(prompt, Reply.write(file, line), Reply.text("written"));
        return prompt;
    }

    @Override
    protected String promptToWork() {
        scene.model.on("work hard", Reply.bash("sleep 300"), Reply.text("worked"));
        return "work hard";
    }

    @Override
    protected List<String> promptsOf(HarnessSessionId session) throws IOException {
        List<String> prompts = new ArrayList<>();
        for (JsonNode message : export(session).path("messages")) {
            if (message.path("info").path("role").asText().equals("user")) {
                prompts.add(message.path("parts")
                        .valueStream()
                        .map(part -> part.path("text").asText())
                        .collect(Collectors.joining()));
            }
        }
        return prompts;
    }

    private JsonNode export(HarnessSessionId session) throws IOException {
        Path file = Files.createTempFile(scene.root, "session-", ".json");
        try {
            commands.runInto(file, scene.repository, "export", session.value(), "--pure");
            return new ObjectMapper().readTree(file.toFile());
        } catch (HarnessException e) {
            throw new IOException(e);
        }
    }
}
