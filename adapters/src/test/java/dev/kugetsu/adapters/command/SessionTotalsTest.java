package dev.kugetsu.adapters.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import dev.kugetsu.adapters.Deadlines;
import dev.kugetsu.adapters.FolderRemoval;
import dev.kugetsu.adapters.ForkRequest;
import dev.kugetsu.adapters.HarnessEvent.UsageReported;
import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.TurnFolder;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.adapters.TurnRequest;
import dev.kugetsu.adapters.Usage;
import dev.kugetsu.adapters.command.CommandOutput.Counting;
import dev.kugetsu.adapters.command.CommandOutput.UsagePointers;
import dev.kugetsu.adapters.process.AgentCommand.Stdin;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.adapters.process.TurnProcesses;
import java.math.BigDecimal;
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

/// A program that reports, as Codex does, what all turns of a session have spent so far.
class SessionTotalsTest {

    private static final Deadlines DEADLINES =
            new Deadlines(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1));

    private static final Usage ONE_TURN = new Usage(100, 20, BigDecimal.ZERO);
    private static final Usage TWO_TURNS = new Usage(200, 40, BigDecimal.ZERO);

    /// Each turn spends 100 tokens of input and 20 of output, on top of what the session named first has spent.
    private static final String PROGRAM = """
            total=$(cat "$1/$2" 2>/dev/null || echo 0)
            total=$((total + 100))
            echo "$total" >"$1/$3"
            echo '{"type":"thread.started","thread_id":"'"$3"'"}'
            [ "$(cat)" != die ] || kill -KILL $$
            echo '{"item":{"text":"done"}}'
            echo '{"type":"turn.completed","usage":{"input_tokens":'$total',"output_tokens":'$((total / 5))'}}'
            """;

    private static final String FORK = """
            cp "$1/$2" "$1/forked"
            echo forked
            """;

    private static final HarnessSessionId BASE = new HarnessSessionId("base");

    @TempDir
    Path root;

    @Test
    void aTurnHasSpentWhatTheTotalHasGrownBy() throws Exception {
        assertThat(spent(Optional.empty())).isEqualTo(ONE_TURN);
        assertThat(spent(Optional.of(BASE))).isEqualTo(ONE_TURN);
        assertThat(spent(Optional.of(BASE))).isEqualTo(ONE_TURN);
    }

    @Test
    void aForkGoesOnFromWhatItsBaseHadSpent() throws Exception {
        spent(Optional.empty());
        HarnessSessionId fork = fork(Optional.empty());

        TurnOutcome first = await(start(Optional.of(fork), "work"));

        assertThat(first.session()).contains(new HarnessSessionId("started"));
        assertThat(first.usage()).isEqualTo(ONE_TURN);
        assertThat(spent(first.session())).isEqualTo(ONE_TURN);
    }

    @Test
    void soDoesOneThatACommandHasMade() throws Exception {
        spent(Optional.empty());

        assertThat(spent(Optional.of(fork(Optional.of(template("fork", FORK, state(), "{base}"))))))
                .isEqualTo(ONE_TURN);
    }

    @Test
    void whatAKilledTurnHasNotReportedCountsWithTheNextOne() throws Exception {
        spent(Optional.empty());

        assertThat(await(start(Optional.of(BASE), "die")).usage()).isEqualTo(Usage.NONE);
        assertThat(spent(Optional.of(BASE))).isEqualTo(TWO_TURNS);
    }

    @Test
    void aFirstTurnThatWasKilledIsKnownToHaveBegunWithNothing() throws Exception {
        await(start(Optional.empty(), "die"));

        assertThat(spent(Optional.of(BASE))).isEqualTo(TWO_TURNS);
    }

    @Test
    void whatASessionHadSpentBeforeItWasEverSeenCountsAsNothing() throws Exception {
        spent(Optional.empty());
        FolderRemoval.remove(root.resolve("harness/totals"));

        assertThat(spent(Optional.of(BASE))).isEqualTo(Usage.NONE);
        assertThat(spent(Optional.of(BASE))).isEqualTo(ONE_TURN);
    }

    @Test
    void aTotalThatIsLessThanBeforeBeginsAnew() throws Exception {
        spent(Optional.empty());
        spent(Optional.of(BASE));
        Files.delete(root.resolve("state/base"));

        assertThat(spent(Optional.of(BASE))).isEqualTo(ONE_TURN);
    }

    @Test
    void aTurnThatIsReadAgainLaterHasStillSpentTheSame() throws Exception {
        spent(Optional.empty());
        RunningTurn turn = start(Optional.of(BASE), "work");
        await(turn);
        spent(Optional.of(BASE));
        List<UsageReported> reports = new ArrayList<>();

        harness(Optional.empty()).recover(turn.handle()).replay(event -> {
            if (event.event() instanceof UsageReported report) {
                reports.add(report);
            }
        });

        assertThat(reports).containsExactly(new UsageReported(ONE_TURN));
    }

    @Test
    void theTotalGoesWithItsSession() throws Exception {
        spent(Optional.empty());

        harness(Optional.empty()).deleteSession(BASE, root);

        assertThat(root.resolve("harness/totals")).isEmptyDirectory();
    }

    private Usage spent(Optional<HarnessSessionId> session) throws Exception {
        return await(start(session, "work")).usage();
    }

    private static TurnOutcome await(RunningTurn turn) throws Exception {
        return turn.await(DEADLINES, event -> {});
    }

    private HarnessSessionId fork(Optional<CommandTemplate> template) throws Exception {
        return harness(template).fork(new ForkRequest("key", BASE, root, root, "a fork"));
    }

    private RunningTurn start(Optional<HarnessSessionId> session, String prompt) throws Exception {
        String turnId = "t-" + UUID.randomUUID();
        TurnFolder folder = new TurnFolder(Files.createDirectories(root.resolve(turnId)));
        Files.writeString(folder.prompt(), prompt);
        Files.createDirectories(root.resolve("state"));
        return harness(Optional.empty())
                .start(new TurnRequest(
                        turnId,
                        folder,
                        root,
                        session,
                        "a title",
                        Optional.empty(),
                        List.of(),
                        Map.of(),
                        Optional.empty(),
                        DEADLINES,
                        TurnRequest.Diagnostics.NORMAL));
    }

    private CommandHarness harness(Optional<CommandTemplate> fork) {
        CommandHarnessSpec spec = new CommandHarnessSpec(
                "counting",
                template("version", "true"),
                template("base", PROGRAM, state(), "nothing", "base"),
                Optional.of(template("start", PROGRAM, state(), "{base}", "started")),
                template("continue", PROGRAM, state(), "{session}", "{session}"),
                fork,
                Optional.of(template("delete", "true", "{session}")),
                Optional.empty(),
                Map.of(),
                Stdin.PROMPT,
                new CommandOutput.JsonLines(
                        Optional.of(JsonPointer.compile("/thread_id")),
                        JsonPointer.compile("/item/text"),
                        Optional.empty(),
                        Optional.of(new UsagePointers(
                                JsonPointer.compile("/usage/input_tokens"),
                                JsonPointer.compile("/usage/output_tokens"),
                                JsonPointer.compile("/usage/cost"),
                                Counting.SESSION_TOTAL))),
                Optional.<Pattern>empty());
        return new CommandHarness(spec, new TurnProcesses(SystemProcesses.detect()), root.resolve("harness"));
    }

    private static CommandTemplate template(String key, String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "counting"));
        command.addAll(List.of(arguments));
        return new CommandTemplate("harnesses.counting." + key, command);
    }

    private String state() {
        return root.resolve("state").toString();
    }
}
