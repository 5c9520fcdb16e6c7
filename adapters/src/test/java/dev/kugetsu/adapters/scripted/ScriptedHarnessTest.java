package dev.kugetsu.adapters.scripted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.ForkRequest;
import dev.kugetsu.adapters.Harness;
import dev.kugetsu.adapters.HarnessContractTest;
import dev.kugetsu.adapters.HarnessSession;
import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.adapters.InteractiveCommand;
import dev.kugetsu.adapters.InteractiveRequest;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.adapters.process.TurnProcesses;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The contract, and what only this harness owes.
class ScriptedHarnessTest extends HarnessContractTest {

    @Override
    protected Harness harness() {
        return new ScriptedHarness(new TurnProcesses(SystemProcesses.detect()), state());
    }

    @Override
    protected String promptToSay(String text) {
        return "say " + text;
    }

    @Override
    protected String promptToWrite(String file, String line) {
        return "write " + file + " " + line + "\nwritten";
    }

    @Override
    protected String promptToWork() {
        return "hang";
    }

    @Override
    protected List<String> promptsOf(HarnessSessionId session) throws IOException {
        List<String> prompts = new ArrayList<>();
        try (Stream<Path> files = Files.list(state().resolve("sessions/" + session + "/prompts"))) {
            for (Path file : files.sorted().toList()) {
                prompts.add(Files.readString(file));
            }
        }
        return prompts;
    }

    @Test
    void listsDraftsWhoseMakerWasKilled() throws Exception {
        Path sessions = Files.createDirectories(state().resolve("sessions"));
        Path old = Files.createDirectory(sessions.resolve(".fork_1"));
        Files.createDirectory(sessions.resolve(".ses_2"));
        Path session = Files.createDirectory(sessions.resolve("ses_3"));
        FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
        Files.setLastModifiedTime(old, longAgo);
        Files.setLastModifiedTime(session, longAgo);

        assertThat(harness().listAbandoned()).containsExactly(old);
    }

    @Test
    void aForkCountsThePromptsOfItsBase() throws Exception {
        TurnOutcome base = run(directory(), Optional.empty(), "say one");
        Path away = newDirectory("fork");
        HarnessSessionId fork =
                harness().fork(new ForkRequest("key", base.session().orElseThrow(), directory(), away, "fork"));

        assertThat(run(away, Optional.of(fork), "recall").text()).isEqualTo("prompts so far: 2");
    }

    @Test
    void aPersonCanMakeASessionOnATerminal() throws Exception {
        InteractiveCommand command = harness()
                .interactive(new InteractiveRequest(directory(), Optional.empty(), Optional.empty(), List.of()))
                .orElseThrow();
        ProcessBuilder builder = new ProcessBuilder(command.command())
                .directory(command.directory().toFile());
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        Process process = builder.start();

        try (Writer typed = process.outputWriter()) {
            typed.write("learn the repository\nwrite notes.txt learned\n\n");
        }

        assertThat(process.inputReader().readAllAsString()).contains("learn the repository");
        assertThat(process.waitFor()).isZero();
        assertThat(directory().resolve("notes.txt")).hasContent("learned");
        HarnessSession session = harness().listSessions(directory()).getFirst();
        assertThat(session.directory()).isEqualTo(directory());
        assertThat(promptsOf(session.id())).containsExactly("learn the repository", "write notes.txt learned");
    }

    private Path directory() throws IOException {
        return newDirectory("agent");
    }

    private Path state() {
        return root.resolve("state");
    }
}
