package dev.kugetsu.adapters.scripted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.Delivery;
import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.ForkRequest;
import dev.kugetsu.adapters.Harness;
import dev.kugetsu.adapters.HarnessContractTest;
import dev.kugetsu.adapters.HarnessEvent;
import dev.kugetsu.adapters.HarnessEvent.LineSkipped;
import dev.kugetsu.adapters.HarnessEvent.MessageReceived;
import dev.kugetsu.adapters.HarnessEvent.PermissionDenied;
import dev.kugetsu.adapters.HarnessEvent.RetryScheduled;
import dev.kugetsu.adapters.HarnessEvent.TextProduced;
import dev.kugetsu.adapters.HarnessEvent.ToolUsed;
import dev.kugetsu.adapters.HarnessSession;
import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.adapters.InteractiveCommand;
import dev.kugetsu.adapters.InteractiveRequest;
import dev.kugetsu.adapters.PermissionRule;
import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.TurnMessage;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.adapters.TurnOutcome.Status;
import dev.kugetsu.adapters.Usage;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.adapters.process.TurnProcesses;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScriptedHarnessTest extends HarnessContractTest {

    private final List<HarnessEvent> events = new ArrayList<>();
    private List<PermissionRule> permissions = List.of();

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

    @Override
    protected List<PermissionRule> permissions() {
        return permissions;
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
    void saysBackWhatIsNoStep() throws Exception {
        TurnOutcome outcome = play("\nfix the crash, please\n\nand the \"other\" one\\ \n");

        assertThat(outcome.text().strip()).isEqualTo("fix the crash, please\n\nand the \"other\" one\\");
    }

    @Test
    void usesToolsAndTellsHowTheyWent() throws Exception {
        play("write sub/a.txt first\nappend sub/a.txt second\nrun cat sub/a.txt\nrun exit 7");

        assertThat(directory().resolve("sub/a.txt")).hasContent("first\nsecond");
        assertThat(events)
                .contains(new ToolUsed("write", "sub/a.txt", Optional.empty()))
                .contains(new ToolUsed("run", "cat sub/a.txt", Optional.empty()))
                .contains(new ToolUsed("run", "exit 7", Optional.of("exit 7: ")));
    }

    @Test
    void commitsUnderItsOwnName() throws Exception {
        play("run git init -q .\nwrite a.txt text\ncommit first work\nrun git log --format=%an/%s > log.txt");

        assertThat(directory().resolve("log.txt")).hasContent("Scripted Agent/first work");
    }

    @Test
    void isBlockedByAPermissionThatNoRuleAllows() throws Exception {
        TurnOutcome outcome = play("ask external_directory:/etc/x\nsay not reached");

        assertThat(outcome.status()).isEqualTo(Status.BLOCKED);
        assertThat(outcome.failure().orElseThrow().message()).contains("external_directory:/etc/x");
        assertThat(events)
                .contains(new PermissionDenied(PermissionRule.allow("external_directory:/etc/x")))
                .doesNotContain(new TextProduced("not reached"));
    }

    @ParameterizedTest
    @CsvSource({"external_directory:/etc/*", "external_directory", "*:*", "external_directory:/etc/a b"})
    void goesOnWhenARuleAllowsIt(String rule) throws Exception {
        permissions = List.of(PermissionRule.allow("other:/x"), PermissionRule.allow(rule));

        assertThat(play("ask external_directory:/etc/a b\nsay went on").text()).isEqualTo("went on");
    }

    @Test
    void isBlockedByARuleThatDenies() throws Exception {
        permissions = List.of(
                PermissionRule.allow("external_directory"),
                new PermissionRule("external_directory", "/etc/*", PermissionRule.Action.DENY));

        assertThat(play("ask external_directory:/etc/x").status()).isEqualTo(Status.BLOCKED);
        assertThat(play("ask external_directory:/tmp/x").status()).isEqualTo(Status.SUCCEEDED);
    }

    @ParameterizedTest
    @CsvSource({
        "401, AUTHENTICATION",
        "429, RATE_LIMIT",
        "400, BAD_REQUEST",
        "404, UNKNOWN_MODEL",
        "500, SERVER_ERROR",
        "529, SERVER_ERROR"
    })
    void failsAsAProviderWould(int status, Failure.Kind kind) throws Exception {
        TurnOutcome outcome = play("say so far\nfail " + status + " it is said");

        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.failure()).contains(new Failure(kind, "it is said"));
        assertThat(outcome.text()).isEqualTo("so far");
    }

    @ParameterizedTest
    @EnumSource(Failure.Kind.class)
    void failsInEveryWayThatHasAName(Failure.Kind kind) throws Exception {
        TurnOutcome outcome = play("fail " + kind.name().toLowerCase(Locale.ROOT));

        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.failure()).contains(new Failure(kind, "failed as the script says"));
    }

    @Test
    void namesTheTimeFromWhichItMayGoBetter() throws Exception {
        Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);

        Failure failure = play("fail rate_limit retry-after 90 too many requests")
                .failure()
                .orElseThrow();

        assertThat(failure.kind()).isEqualTo(Failure.Kind.RATE_LIMIT);
        assertThat(failure.message()).isEqualTo("too many requests");
        assertThat(failure.retryAt().orElseThrow())
                .isBetween(begun.plusSeconds(90), Instant.now().plusSeconds(90));
        assertThat(play("fail 429 retry-after 5s").failure().orElseThrow().retryAt())
                .isPresent();
    }

    @Test
    void takesAMessageInMidTurnOnceAndPlaysIt() throws Exception {
        RunningTurn turn = start(directory(), Optional.empty(), "receive 60s\nreceive 60s\nsay done");
        TurnMessage message = new TurnMessage("m-1", "write told.txt told\nsay \"understood\"");

        Delivery delivery = turn.send(message);
        Delivery again = harness().recover(turn.handle()).send(message);
        turn.send(new TurnMessage("m-2", "say and that"));
        TurnOutcome outcome = turn.await(deadlines(), event -> events.add(event.event()));

        assertThat(delivery).isInstanceOf(Delivery.Taken.class).isEqualTo(again);
        assertThat(outcome.text()).isEqualTo("done");
        assertThat(directory().resolve("told.txt")).hasContent("told");
        assertThat(events)
                .containsSubsequence(
                        new MessageReceived("m-1"),
                        new TextProduced("\"understood\""),
                        new MessageReceived("m-2"),
                        new TextProduced("and that"))
                .containsOnlyOnce(new MessageReceived("m-1"));
    }

    @Test
    void aMessageThatItDoesNotTakeIsWithdrawn() throws Exception {
        RunningTurn turn = start(directory(), Optional.empty(), "hang");

        Delivery delivery = turn.send(new TurnMessage("m-1", "say too late"));

        assertThat(delivery)
                .isInstanceOfSatisfying(
                        Delivery.Refused.class,
                        refused -> assertThat(refused.reason()).contains("it was withdrawn"));
        assertThat(turn.handle().folder().inbox()).isEmptyDirectory();
    }

    @Test
    void aTurnThatHasEndedTakesNoMessage() throws Exception {
        RunningTurn turn = start(directory(), Optional.empty(), "say bye");
        turn.await(deadlines(), event -> {});

        assertThat(turn.send(new TurnMessage("m-1", "say more"))).isInstanceOf(Delivery.Refused.class);
        assertThat(turn.handle().folder().inbox()).doesNotExist();
    }

    @Test
    void saysLinesAtAGivenPaceAndWhenItDid() throws Exception {
        double begun = Instant.now().toEpochMilli() / 1_000.0;

        play("emit 5 100");

        List<String> lines = events.stream()
                .filter(TextProduced.class::isInstance)
                .map(event -> ((TextProduced) event).text())
                .toList();
        assertThat(lines)
                .hasSize(5)
                .allSatisfy(line -> assertThat(Double.parseDouble(line.substring(line.indexOf(" ") + 1)))
                        .isBetween(begun, begun + 3_600));
    }

    @Test
    void playsAStepOnceInASession() throws Exception {
        String script = "say before\nonce fail 500 oops\nsay after";
        TurnOutcome first = play(script);
        TurnOutcome second = run(directory(), first.session(), script);

        assertThat(first.status()).isEqualTo(Status.FAILED);
        assertThat(second.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(second.text()).isEqualTo("after");
    }

    @Test
    void tellsOfRetriesAndOfWhatItSpent() throws Exception {
        TurnOutcome outcome = play("retry 2 server is busy\nusage 12 34 0.05\nusage 1 1 0.01");

        assertThat(events).contains(new RetryScheduled(2, "server is busy"));
        assertThat(outcome.usage()).isEqualTo(new Usage(13, 35, new BigDecimal("0.06")));
    }

    @Test
    void anExitBeforeTheEndIsNoSuccess() throws Exception {
        assertThat(play("exit 0").failure().orElseThrow().kind()).isEqualTo(Failure.Kind.NO_RESULT);
        assertThat(play("stderr out of cheese\nexit 3").failure())
                .contains(new Failure(Failure.Kind.HARNESS_ERROR, "exited with 3: out of cheese"));
        assertThat(play("crash").exitCode()).contains(137);
    }

    @Test
    void aBrokenLineIsSkippedAndALongOneRead() throws Exception {
        TurnOutcome outcome = play("broken-line\nlong-line 10MiB");

        assertThat(outcome.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(outcome.text()).hasSize(10 << 20);
        assertThat(events).contains(new LineSkipped("{\"type\":\"text\",\"text\":\"bro", 26));
    }

    @Test
    void aForkCountsThePromptsOfItsBase() throws Exception {
        TurnOutcome base = play("say one");
        Path away = newDirectory("fork");
        HarnessSessionId fork =
                harness().fork(new ForkRequest("key", base.session().orElseThrow(), directory(), away, "fork"));

        assertThat(run(away, Optional.of(fork), "recall").text()).isEqualTo("prompts so far: 2");
    }

    @Test
    void whatItLeavesBehindIsEnded() throws Exception {
        RunningTurn turn =
                start(directory(), Optional.empty(), "spawn-detached 600s\nspawn-stubborn 600s\nsay left them");

        TurnOutcome outcome = turn.await(deadlines(), event -> {});

        assertThat(outcome.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(SystemProcesses.detect().listMarked())
                .doesNotContainKey(turn.handle().turnId());
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

    private TurnOutcome play(String script) throws Exception {
        return start(directory(), Optional.empty(), script).await(deadlines(), event -> events.add(event.event()));
    }

    private Path directory() throws IOException {
        return newDirectory("agent");
    }

    private Path state() {
        return root.resolve("state");
    }
}
