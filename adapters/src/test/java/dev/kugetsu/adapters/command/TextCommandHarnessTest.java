package dev.kugetsu.adapters.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.adapters.Capabilities.Capability;
import dev.kugetsu.adapters.Deadlines;
import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.ForkRequest;
import dev.kugetsu.adapters.HarnessEvent;
import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.adapters.TurnFolder;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.adapters.TurnOutcome.Status;
import dev.kugetsu.adapters.TurnRequest;
import dev.kugetsu.adapters.process.AgentCommand.Stdin;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.adapters.process.TurnProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program that prints plain text, reads its prompt from a file and forks by its first turn.
class TextCommandHarnessTest {

    private static final Deadlines DEADLINES =
            new Deadlines(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1));

    @TempDir
    Path root;

    @Test
    void theAnswerIsAllThatIsPrinted() throws Exception {
        TurnOutcome outcome = run(Optional.empty(), "hello\nworld");

        assertThat(outcome.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(outcome.text()).isEqualTo("base of model-1\nhello\nworld");
        assertThat(outcome.session()).contains(new HarnessSessionId("s-1"));
    }

    @Test
    void goesOnFromWhatAnotherRemembersAfterEachLine() {
        CommandOutput.Text form = new CommandOutput.Text(Optional.of(Pattern.compile("session (\\S+)")));
        Optional<Pattern> notFound = Optional.of(Pattern.compile("no session"));
        TextParser whole = new TextParser(form, notFound);
        TextParser handedOn = new TextParser(form, notFound);
        List<HarnessEvent> events = new ArrayList<>();
        List<HarnessEvent> again = new ArrayList<>();

        for (String line : List.of("session s-1", "", "no session there", "session s-2", "bye")) {
            events.addAll(whole.stdout(line));
            TextParser successor = new TextParser(form, notFound);
            successor.resume(handedOn.memory().orElseThrow());
            handedOn = successor;
            again.addAll(handedOn.stdout(line));
        }

        assertThat(again).isEqualTo(events);
        assertThat(handedOn.judge(Optional.of(0), "")).isEqualTo(whole.judge(Optional.of(0), ""));
        assertThat(handedOn.judge(Optional.of(1), "")).isEqualTo(whole.judge(Optional.of(1), ""));
    }

    @Test
    void aForkIsMadeByItsFirstTurn() throws Exception {
        HarnessSessionId base = new HarnessSessionId("s-0");
        HarnessSessionId fork = harness().fork(new ForkRequest("key", base, root, root, "a fork"));

        TurnOutcome first = run(Optional.of(fork), "hello");
        TurnOutcome second = run(first.session(), "again");

        assertThat(harness().fork(new ForkRequest("key", base, root, root, "a fork")))
                .isEqualTo(fork);
        assertThat(first.text()).isEqualTo("start from s-0\nhello");
        assertThat(first.session()).contains(new HarnessSessionId("s-1"));
        assertThat(second.text()).isEqualTo("continue s-1\nagain");
    }

    @Test
    void aForkThatNeverHadATurnNeedsNoDeleting() throws Exception {
        HarnessSessionId fork =
                harness().fork(new ForkRequest("key", new HarnessSessionId("s-0"), root, root, "a fork"));

        harness().discardFork("key", root);
        harness().deleteSession(fork, root);

        assertThatThrownBy(() -> harness().deleteSession(new HarnessSessionId("s-1"), root))
                .isInstanceOf(HarnessException.class)
                .hasMessageContaining("harnesses.plain.delete");
    }

    @Test
    void nothingSaidIsNoSuccessAndACodeIsAFailure() throws Exception {
        assertThat(run("exit 0").failure().orElseThrow().kind()).isEqualTo(Failure.Kind.NO_RESULT);
        assertThat(run("echo some text; echo out of cheese >&2; exit 4").failure())
                .contains(new Failure(Failure.Kind.HARNESS_ERROR, "the program ended with exit code 4: out of cheese"));
    }

    @Test
    void aProgramThatIsKilledIsGone() throws Exception {
        assertThat(run("kill -ABRT $$").failure())
                .contains(new Failure(
                        Failure.Kind.PROCESS_GONE,
                        "the program was killed by SIGABRT, so it has crashed (exit code 134)"));
    }

    @Test
    void tellsItsVersionAndWhatItNeeds() throws Exception {
        assertThat(harness().fingerprint().version()).isEqualTo("plain 1.2");
        assertThat(harness().fingerprint().program()).isAbsolute().hasFileName("sh");
        assertThat(harness().capabilities().values()).containsExactly(Capability.NEEDS_MODEL);
        assertThatThrownBy(() -> harness().listSessions(root)).isInstanceOf(HarnessException.class);
    }

    @Test
    void aMissingProgramIsNamed() {
        CommandHarness missing =
                harness(template("version", "no-such-program-here"), shell("base", "cat {prompt_file}"));

        assertThatThrownBy(missing::fingerprint)
                .isInstanceOfSatisfying(
                        HarnessException.class, e -> assertThat(e.kind()).isEqualTo(HarnessException.Kind.MISSING))
                .hasMessageContaining("no-such-program-here");
    }

    private TurnOutcome run(Optional<HarnessSessionId> session, String prompt) throws Exception {
        return harness().start(request(session, prompt)).await(DEADLINES, event -> {});
    }

    private TurnOutcome run(String base) throws Exception {
        return harness(shell("version", "true"), shell("base", base + " # {prompt_file}"))
                .start(request(Optional.empty(), "hello"))
                .await(DEADLINES, event -> {});
    }

    private TurnRequest request(Optional<HarnessSessionId> session, String prompt) throws IOException {
        String turnId = "t-" + UUID.randomUUID();
        TurnFolder folder = new TurnFolder(Files.createDirectories(root.resolve(turnId)));
        Files.writeString(folder.prompt(), prompt);
        return new TurnRequest(
                turnId,
                folder,
                root,
                session,
                "a title",
                Optional.of("model-1"),
                List.of(),
                Map.of(),
                Optional.empty(),
                DEADLINES,
                TurnRequest.Diagnostics.NORMAL);
    }

    private CommandHarness harness() {
        return harness(
                shell("version", "cat; echo plain 1.2"),
                shell("base", "echo session s-1 >&2; echo base of $1; cat $2", "{model}", "{prompt_file}"));
    }

    private CommandHarness harness(CommandTemplate version, CommandTemplate base) {
        CommandHarnessSpec spec = new CommandHarnessSpec(
                "plain",
                version,
                base,
                Optional.of(
                        shell("start", "echo session s-1 >&2; echo start from $1; cat $2", "{base}", "{prompt_file}")),
                shell("continue", "echo continue $1; cat $2", "{session}", "{prompt_file}"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Stdin.NOTHING,
                new CommandOutput.Text(Optional.of(Pattern.compile("^session (\\S+)$"))),
                Optional.empty());
        return new CommandHarness(spec, new TurnProcesses(SystemProcesses.detect()), root.resolve("state"));
    }

    private static CommandTemplate shell(String key, String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "plain"));
        command.addAll(List.of(arguments));
        return template(key, command.toArray(String[]::new));
    }

    private static CommandTemplate template(String key, String... command) {
        return new CommandTemplate("harnesses.plain." + key, List.of(command));
    }
}
