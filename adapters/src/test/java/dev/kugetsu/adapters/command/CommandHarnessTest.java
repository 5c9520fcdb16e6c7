package dev.kugetsu.adapters.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.ForkRequest;
import dev.kugetsu.adapters.Harness;
import dev.kugetsu.adapters.HarnessContractTest;
import dev.kugetsu.adapters.HarnessEvent.TextProduced;
import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.adapters.Usage;
import dev.kugetsu.adapters.command.CommandOutput.Counting;
import dev.kugetsu.adapters.command.CommandOutput.UsagePointers;
import dev.kugetsu.adapters.process.AgentCommand.Stdin;
import dev.kugetsu.adapters.process.ShellScript;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.adapters.process.TurnProcesses;
import dev.kugetsu.adapters.scripted.ScriptedHarness;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The player of the scripted harness, described as a user would describe a program of his own.
class CommandHarnessTest extends HarnessContractTest {

    private static final String PLAYER =
            ShellScript.beside(ScriptedHarness.class, "player.sh").text();

    private static final String FORK = """
            state=$1 base=$2 directory=$3 key=$4
            [ -d "$state/sessions/$base" ] || { echo "no session $base"; exit 1; }
            cp -r "$state/sessions/$base" "$state/sessions/ses_$key"
            printf '%s' "$directory" > "$state/sessions/ses_$key/directory"
            echo "ses_$key"
            """;

    private static final String DELETE = """
            [ -d "$1" ] || { echo "no session there"; exit 1; }
            rm -r "$1"
            """;

    @Override
    protected Harness harness() {
        return harness(Optional.of(template("fork", FORK, state(), "{base}", "{directory}", "{key}")));
    }

    private CommandHarness harness(Optional<CommandTemplate> fork) {
        CommandHarnessSpec spec = new CommandHarnessSpec(
                "mine",
                new CommandTemplate("harnesses.mine.version", List.of("git", "--version")),
                template("base", PLAYER, "play", state(), "", "{title}", ""),
                Optional.empty(),
                template("continue", PLAYER, "play", state(), "{session}", "{title}", ""),
                fork,
                Optional.of(template("delete", DELETE, state() + "/sessions/{session}")),
                Optional.empty(),
                Map.of("MINE", "yes"),
                Stdin.PROMPT,
                new CommandOutput.JsonLines(
                        Optional.of(JsonPointer.compile("/id")),
                        JsonPointer.compile("/text"),
                        Optional.of(JsonPointer.compile("/message")),
                        Optional.of(new UsagePointers(
                                JsonPointer.compile("/input"),
                                JsonPointer.compile("/output"),
                                JsonPointer.compile("/cost"),
                                Counting.LAST_COUNTS))),
                Optional.of(Pattern.compile("^no session ")));
        return new CommandHarness(spec, new TurnProcesses(SystemProcesses.detect()), root.resolve("harness-state"));
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
        try (Stream<Path> files = Files.list(Path.of(state(), "sessions", session.value(), "prompts"))) {
            for (Path file : files.sorted().toList()) {
                prompts.add(Files.readString(file));
            }
        }
        return prompts;
    }

    @Test
    void addsItsEnvironmentAndTellsErrors() throws Exception {
        Path directory = newDirectory("a");

        TurnOutcome outcome = run(directory, Optional.empty(), "run echo $MINE > mine.txt\nfail 500 it broke");

        assertThat(directory.resolve("mine.txt")).hasContent("yes");
        assertThat(outcome.failure()).contains(new Failure(Failure.Kind.HARNESS_ERROR, "it broke"));
    }

    @Test
    void countsTheLastReportOfUsageWhereReportsAddUp() throws Exception {
        TurnOutcome outcome = run(newDirectory("a"), Optional.empty(), "usage 5 6 0.1\nusage 10 20 0.25\nsay done");

        assertThat(outcome.usage()).isEqualTo(new Usage(10, 20, new BigDecimal("0.25")));
    }

    @Test
    void whatCannotBeASessionIdIsNone() {
        var form = new CommandOutput.JsonLines(
                Optional.of(JsonPointer.compile("/id")),
                JsonPointer.compile("/text"),
                Optional.empty(),
                Optional.empty());
        JsonLinesParser parser = new JsonLinesParser(form, Optional.empty(), Optional.empty());

        assertThat(parser.stdout("{\"id\": \"--help\", \"text\": \"hello\"}"))
                .containsExactly(new TextProduced("hello"));
        assertThat(parser.judge(Optional.of(0), "").session()).isEmpty();
    }

    @Test
    void withoutACommandThatForksItSaysWhichToDescribe() {
        var request = new ForkRequest("key", unknownSession(), root, root, "a fork");

        assertThatThrownBy(() -> harness(Optional.empty()).fork(request))
                .isInstanceOfSatisfying(
                        HarnessException.class, e -> assertThat(e.kind()).isEqualTo(HarnessException.Kind.UNSUPPORTED))
                .hasMessageContaining("harnesses.mine.fork");
    }

    private static CommandTemplate template(String key, String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "mine"));
        command.addAll(List.of(arguments));
        return new CommandTemplate("harnesses.mine." + key, command);
    }

    private String state() {
        return root.resolve("player-state").toString();
    }
}
