package dev.kugetsu.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.adapters.TurnOutcome.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every harness owes to the supervisor; each adapter's own test extends this one.
public abstract class HarnessContractTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    protected Path root;

    private final List<RunningTurn> launched = new ArrayList<>();

    protected abstract Harness harness();

    /// A prompt upon which the agent answers exactly this one line.
    protected abstract String promptToSay(String text);

    /// A prompt upon which the agent writes this one line to a file of its folder, and then answers anything.
    protected abstract String promptToWrite(String file, String line);

    /// A prompt that keeps the agent busy, with a process of its own, until it is ended.
    protected abstract String promptToWork();

    /// What a session's agent has been told, oldest first, byte for byte, from wherever the harness keeps it.
    protected abstract List<String> promptsOf(HarnessSessionId session) throws IOException;

    /// A new folder that an agent may work in; all of one test belong together as folders of one repository do.
    protected Path newDirectory(String name) throws IOException {
        return Files.createDirectories(root.resolve("work").resolve(name));
    }

    protected Optional<String> model() {
        return Optional.empty();
    }

    /// A well-formed id that no session has.
    protected HarnessSessionId unknownSession() {
        return new HarnessSessionId("ses_000000000000unknownunknown");
    }

    @AfterEach
    void endWhatIsLeft() throws InterruptedException {
        for (RunningTurn turn : launched) {
            turn.stop(StopReason.REQUESTED, Duration.ZERO);
        }
    }

    @Test
    void answersAndNamesItsSession() throws Exception {
        Path directory = newDirectory("a");
        List<HarnessEvent> events = new ArrayList<>();

        TurnOutcome outcome = start(directory, Optional.empty(), promptToSay("hello there"))
                .await(deadlines(), event -> events.add(event.event()));

        assertThat(outcome.status()).as("%s", outcome).isEqualTo(Status.SUCCEEDED);
        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.text()).isEqualTo("hello there");
        assertThat(outcome.exitCode()).contains(0);
        assertThat(events)
                .contains(new HarnessEvent.TextProduced("hello there"))
                .contains(new HarnessEvent.SessionStarted(outcome.session().orElseThrow()));
    }

    @Test
    void goesOnWithASession() throws Exception {
        Path directory = newDirectory("a");
        HarnessSessionId session = session(run(directory, Optional.empty(), promptToSay("one")));

        TurnOutcome outcome = run(directory, Optional.of(session), promptToSay("two"));

        assertThat(outcome.session()).contains(session);
        assertThat(outcome.text()).isEqualTo("two");
        assertThat(promptsOf(session)).containsExactly(promptToSay("one"), promptToSay("two"));
    }

    @Test
    void saysWhatWasSpentInOneTurnOnly() throws Exception {
        Path directory = newDirectory("a");
        TurnOutcome first = run(directory, Optional.empty(), promptToSay("one"));
        List<HarnessEvent> events = new ArrayList<>();

        TurnOutcome second = start(directory, first.session(), promptToSay("two"))
                .await(deadlines(), event -> events.add(event.event()));

        Usage sum = events.stream()
                .filter(HarnessEvent.UsageReported.class::isInstance)
                .map(event -> ((HarnessEvent.UsageReported) event).usage())
                .reduce(Usage.NONE, Usage::plus);
        assertThat(second.usage()).isEqualTo(sum);
    }

    @Test
    void worksInItsOwnFolderOnly() throws Exception {
        Path one = newDirectory("one");
        Path two = newDirectory("two");

        RunningTurn first = start(one, Optional.empty(), promptToWrite("a.txt", "from one"));
        RunningTurn second = start(two, Optional.empty(), promptToWrite("a.txt", "from two"));
        TurnOutcome firstOutcome = first.await(deadlines(), event -> {});
        TurnOutcome secondOutcome = second.await(deadlines(), event -> {});

        assertThat(one.resolve("a.txt")).hasContent("from one");
        assertThat(two.resolve("a.txt")).hasContent("from two");
        assertThat(session(firstOutcome)).isNotEqualTo(session(secondOutcome));
    }

    @Test
    void aForkKnowsWhatItsBaseKnowsAndWorksElsewhere() throws Exception {
        Path home = newDirectory("base");
        Path away = newDirectory("fork");
        HarnessSessionId base = session(run(home, Optional.empty(), promptToSay("I know the repository")));

        HarnessSessionId fork = harness().fork(forkRequest("key-1", base, home, away));
        TurnOutcome outcome = run(away, Optional.of(fork), promptToWrite("b.txt", "from the fork"));

        assertThat(outcome.session()).contains(fork);
        assertThat(fork).isNotEqualTo(base);
        assertThat(away.resolve("b.txt")).hasContent("from the fork");
        assertThat(home.resolve("b.txt")).doesNotExist();
        assertThat(promptsOf(fork))
                .containsExactly(promptToSay("I know the repository"), promptToWrite("b.txt", "from the fork"));
        assertThat(promptsOf(base)).containsExactly(promptToSay("I know the repository"));
    }

    @Test
    void aForkIsMadeOncePerKey() throws Exception {
        Path home = newDirectory("base");
        Path away = newDirectory("fork");
        HarnessSessionId base = session(run(home, Optional.empty(), promptToSay("base")));

        HarnessSessionId fork = harness().fork(forkRequest("key-1", base, home, away));

        assertThat(harness().fork(forkRequest("key-1", base, home, away))).isEqualTo(fork);
        assertThat(harness().fork(forkRequest("key-2", base, home, newDirectory("other"))))
                .isNotEqualTo(fork);
    }

    @Test
    void aDiscardedForkIsGoneAndDiscardingIsRepeatable() throws Exception {
        Path home = newDirectory("base");
        Path away = newDirectory("fork");
        HarnessSessionId base = session(run(home, Optional.empty(), promptToSay("base")));
        HarnessSessionId fork = harness().fork(forkRequest("key-1", base, home, away));

        harness().discardFork("key-1", away);
        harness().discardFork("key-1", away);
        harness().discardFork("never-used", away);

        assertIsUnknown(fork, away);
        assertThat(run(home, Optional.of(base), promptToSay("still here")).status())
                .isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void aForkOfAMissingBaseIsRefused() throws Exception {
        Path home = newDirectory("base");
        Path away = newDirectory("fork");

        assertThatThrownBy(() -> harness().fork(forkRequest("key-1", unknownSession(), home, away)))
                .isInstanceOfSatisfying(
                        HarnessException.class,
                        e -> assertThat(e.kind()).isEqualTo(HarnessException.Kind.SESSION_NOT_FOUND))
                .hasMessageContaining(unknownSession().value());
    }

    @Test
    void aDeletedSessionIsGoneAndDeletingIsRepeatable() throws Exception {
        Path directory = newDirectory("a");
        HarnessSessionId session = session(run(directory, Optional.empty(), promptToSay("hello")));

        harness().deleteSession(session, directory);
        harness().deleteSession(session, directory);

        assertIsUnknown(session, directory);
    }

    @Test
    void aTurnOfAnUnknownSessionFailsAndSaysWhy() throws Exception {
        assertIsUnknown(unknownSession(), newDirectory("a"));
    }

    @Test
    void listsTheSessionsOfTheRepository() throws Exception {
        if (!harness().capabilities().has(Capabilities.Capability.LIST_SESSIONS)) {
            return;
        }
        Path home = newDirectory("base");
        Path away = newDirectory("fork");
        HarnessSessionId base = session(run(home, Optional.empty(), promptToSay("base")));
        HarnessSessionId fork = harness().fork(forkRequest("key-1", base, home, away));

        List<HarnessSession> sessions = harness().listSessions(home);

        assertThat(sessions).extracting(HarnessSession::id).contains(base, fork);
        assertThat(sessions).extracting(HarnessSession::directory).contains(home, away);
    }

    @Test
    void aPromptArrivesAsItIs() throws Exception {
        Path directory = newDirectory("a");
        String awkward = "-- \"quoted\" 'single' `tick` $HOME \\ back\n\n  indented\n-n\nümläut 漢字\n";

        TurnOutcome outcome = run(directory, Optional.empty(), awkward);

        assertThat(promptsOf(session(outcome))).containsExactly(awkward);
    }

    @Test
    void aPromptOfOneMebibyteArrivesAsItIs() throws Exception {
        Path directory = newDirectory("a");
        String line = "All work and no play makes Jack a dull boy, says the \"overlook\".\n";
        String huge = line.repeat((1 << 20) / line.length() + 1).substring(0, 1 << 20);

        TurnOutcome outcome = run(directory, Optional.empty(), huge);

        assertThat(promptsOf(session(outcome))).containsExactly(huge);
    }

    @Test
    void recoveredAfterItsEndATurnTellsTheSame() throws Exception {
        RunningTurn turn = start(newDirectory("a"), Optional.empty(), promptToSay("hello"));
        List<StreamEvent> events = new ArrayList<>();
        TurnOutcome outcome = turn.await(deadlines(), events::add);
        List<StreamEvent> again = new ArrayList<>();

        TurnOutcome recovered = harness().recover(turn.handle()).await(deadlines(), again::add);

        assertThat(recovered).isEqualTo(outcome);
        // How the two outputs meet depends on when they are read; each one's events do not.
        assertThat(bySource(again)).isEqualTo(bySource(events));
    }

    @Test
    void recoveredFromAnyCheckpointATurnTellsTheRest() throws Exception {
        RunningTurn turn = start(newDirectory("a"), Optional.empty(), promptToWrite("a.txt", "some"));
        List<StreamEvent> events = new ArrayList<>();
        TurnOutcome outcome = turn.await(deadlines(), events::add);
        Growth growth = new Growth(turn.handle(), root.resolve("growth"));

        while (growth.addsALine()) {
            List<StreamEvent> heard = new ArrayList<>();
            RunningTurn before = harness().recover(growth.handle());
            before.replay(heard::add);
            Checkpoint checkpoint =
                    Checkpoint.parse(before.checkpoint().orElseThrow().toString());
            TurnHandle whole = growth.whole();

            TurnOutcome resumed = harness().recover(whole, checkpoint).await(deadlines(), heard::add);

            assertThat(resumed).isEqualTo(outcome);
            assertThat(bySource(heard)).isEqualTo(bySource(events));
        }
        assertThat(growth.lines()).isPositive();
    }

    @Test
    void aCheckpointThatNobodyUnderstandsIsPassedOver() throws Exception {
        RunningTurn turn = start(newDirectory("a"), Optional.empty(), promptToSay("hello"));
        TurnOutcome outcome = turn.await(deadlines(), event -> {});

        RunningTurn recovered = harness().recover(turn.handle(), new Checkpoint(7, 7, "of another version"));

        assertThat(recovered.await(deadlines(), event -> {})).isEqualTo(outcome);
    }

    @Test
    void aHarnessThatTakesNoMessagesSaysWhy() throws Exception {
        if (harness().capabilities().has(Capabilities.Capability.STEER)) {
            return;
        }
        RunningTurn turn = start(newDirectory("a"), Optional.empty(), promptToWork());

        Delivery delivery = turn.send(new TurnMessage("m-1", "do something else"));

        assertThat(delivery)
                .isInstanceOfSatisfying(
                        Delivery.Refused.class,
                        refused -> assertThat(refused.reason()).isNotBlank());
    }

    @Test
    void recoveredWhileItWorksATurnCanBeStopped() throws Exception {
        RunningTurn turn = start(newDirectory("a"), Optional.empty(), promptToWork());
        RunningTurn recovered = harness().recover(turn.handle());

        recovered.stop(StopReason.REQUESTED, Duration.ofSeconds(5));

        assertThat(turn.await(deadlines(), event -> {}).status()).isEqualTo(Status.STOPPED);
        assertThat(recovered.poll(event -> {}).orElseThrow().status()).isEqualTo(Status.STOPPED);
    }

    @Test
    void aStoppedSessionCanGoOn() throws Exception {
        Path directory = newDirectory("a");
        HarnessSessionId session = session(run(directory, Optional.empty(), promptToSay("one")));
        RunningTurn turn = start(directory, Optional.of(session), promptToWork());
        awaitPrompts(session, 2);

        turn.stop(StopReason.REQUESTED, Duration.ofSeconds(5));
        turn.await(deadlines(), event -> {});

        TurnOutcome outcome = run(directory, Optional.of(session), promptToSay("three"));
        assertThat(outcome.status()).as("%s", outcome).isEqualTo(Status.SUCCEEDED);
        assertThat(outcome.text()).isEqualTo("three");
    }

    @Test
    void settleTellsALaunchThatHappenedFromOneThatNeverWill() throws Exception {
        RunningTurn turn = start(newDirectory("a"), Optional.empty(), promptToSay("hello"));
        TurnRequest never = request(newDirectory("b"), Optional.empty(), promptToSay("never"));

        assertThat(harness().settle(turn.handle().folder())).contains(turn.handle());
        assertThat(harness().settle(never.folder())).isEmpty();
        assertThatThrownBy(() -> harness().start(never)).isInstanceOf(HarnessException.class);
    }

    @Test
    void knowsItsProgram() throws Exception {
        Fingerprint fingerprint = harness().fingerprint();

        assertThat(fingerprint.program()).isAbsolute().isExecutable();
        assertThat(fingerprint.version()).isNotBlank();
    }

    /// Launches a turn that is ended after the test if it still runs.
    protected final RunningTurn start(Path directory, Optional<HarnessSessionId> session, String prompt)
            throws Exception {
        RunningTurn turn = harness().start(request(directory, session, prompt));
        launched.add(turn);
        return turn;
    }

    protected final TurnOutcome run(Path directory, Optional<HarnessSessionId> session, String prompt)
            throws Exception {
        return start(directory, session, prompt).await(deadlines(), event -> {});
    }

    protected final TurnRequest request(Path directory, Optional<HarnessSessionId> session, String prompt)
            throws IOException {
        String turnId = "t-" + UUID.randomUUID();
        TurnFolder folder =
                new TurnFolder(Files.createDirectories(root.resolve("turns").resolve(turnId)));
        Files.writeString(folder.prompt(), prompt);
        return new TurnRequest(
                turnId,
                folder,
                directory,
                session,
                "a title",
                model(),
                List.of(),
                Map.of(),
                Optional.empty(),
                deadlines(),
                TurnRequest.Diagnostics.NORMAL);
    }

    protected Deadlines deadlines() {
        return new Deadlines(LIMIT, LIMIT, LIMIT);
    }

    private void awaitPrompts(HarnessSessionId session, int count) {
        Awaitility.await().atMost(LIMIT).until(() -> promptsOf(session).size() == count);
    }

    private void assertIsUnknown(HarnessSessionId session, Path directory) throws Exception {
        TurnOutcome outcome = run(directory, Optional.of(session), promptToSay("nobody there"));

        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.failure().orElseThrow().kind()).isEqualTo(Failure.Kind.SESSION_NOT_FOUND);
    }

    private static ForkRequest forkRequest(String key, HarnessSessionId base, Path home, Path away) {
        return new ForkRequest(key, base, home, away, "a fork");
    }

    private static Map<StreamEvent.Source, List<StreamEvent>> bySource(List<StreamEvent> events) {
        return events.stream().collect(Collectors.groupingBy(StreamEvent::source));
    }

    private static HarnessSessionId session(TurnOutcome outcome) {
        return outcome.session().orElseThrow(() -> new AssertionError("the turn named no session: " + outcome));
    }
}
