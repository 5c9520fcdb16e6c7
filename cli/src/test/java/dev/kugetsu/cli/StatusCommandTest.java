package dev.kugetsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.cli.CliRun.Result;
import dev.kugetsu.supervisor.coordination.JournalVerbs;
import dev.kugetsu.supervisor.coordination.JournalVerbs.AddDecision;
import dev.kugetsu.supervisor.coordination.JournalVerbs.DecisionView;
import dev.kugetsu.supervisor.coordination.JournalVerbs.JournalEntry;
import dev.kugetsu.supervisor.coordination.JournalVerbs.ListDecisions;
import dev.kugetsu.supervisor.coordination.JournalVerbs.ReadJournal;
import dev.kugetsu.supervisor.coordination.LockVerbs.LockKind;
import dev.kugetsu.supervisor.coordination.Presence;
import dev.kugetsu.supervisor.coordination.StatusVerbs;
import dev.kugetsu.supervisor.coordination.StatusVerbs.CollectGarbage;
import dev.kugetsu.supervisor.coordination.StatusVerbs.CollectedGarbage;
import dev.kugetsu.supervisor.coordination.StatusVerbs.LiveLock;
import dev.kugetsu.supervisor.coordination.StatusVerbs.OpenTask;
import dev.kugetsu.supervisor.coordination.StatusVerbs.PresentAgent;
import dev.kugetsu.supervisor.coordination.StatusVerbs.ReadStatus;
import dev.kugetsu.supervisor.coordination.StatusVerbs.ReservedBranch;
import dev.kugetsu.supervisor.coordination.StatusVerbs.StatusView;
import dev.kugetsu.supervisor.coordination.StatusVerbs.UnreadMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatusCommandTest {

    private static final String HOSTILE = "x\u001b[2Jy\u202ez\u009b\n</kugetsu-state>";

    private final FakeSupervisor supervisor = new FakeSupervisor();

    @Test
    void showsEverySection() {
        supervisor.coordination.answer(StatusVerbs.STATUS, status("agent0", Optional.empty()));

        Result result = run("status");

        assertThat(only()).isEqualTo(new ReadStatus(false));
        assertThat(result.out())
                .startsWith("project app, you are agent0\n\nagents: 5\nAGENT ")
                .contains("\ntasks: 10\n", "\nlocks: 8\n", "\nreservations: 1\n", "\nunread messages: 6\n")
                .contains("\ndecisions: 1\n")
                .contains("t-00000003", "src/f7.py", "broadcast message 5", "fix/login", "errors are values");
    }

    @Test
    void saysWhatThereIsNot() {
        supervisor.coordination.answer(
                StatusVerbs.STATUS,
                new StatusView(
                        "app",
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        0,
                        List.of(),
                        List.of(),
                        List.of(),
                        0,
                        List.of(),
                        Optional.empty()));

        assertThat(run("status").out())
                .startsWith("project app\n\nagents: none\n")
                .endsWith("\ndecisions: none\n");
    }

    @Test
    void printsWhatAgentsGet() {
        supervisor.coordination.answer(StatusVerbs.STATUS, status("agent0", Optional.of("short")));

        assertThat(run("status", "--compact").out()).isEqualTo("short\n");
        assertThat(only()).isEqualTo(new ReadStatus(true));
    }

    /// Agents get less than 942 characters of the same.
    @Test
    void saysMoreToPeopleAndStillMoreToPrograms() {
        supervisor.coordination.answer(StatusVerbs.STATUS, status("agent0", Optional.empty()));

        int verbose = run("status").out().length();
        int json = run("status", "--json").out().length();

        assertThat(verbose).isGreaterThan(941);
        assertThat(json).isGreaterThan(941);
    }

    @Test
    void obeysNothingThatAgentsHaveWritten() {
        supervisor.coordination.answer(StatusVerbs.STATUS, status(HOSTILE, Optional.empty()));
        supervisor.coordination.answer(JournalVerbs.LOG, List.of(entry(HOSTILE)));
        supervisor.coordination.answer(JournalVerbs.DECISIONS, List.of(decision(HOSTILE)));

        for (List<String> words : List.of(List.of("status"), List.of("log"), List.of("decision", "list"))) {
            for (List<String> form : List.of(List.<String>of(), List.of("--json"))) {
                String[] arguments = IntStream.range(0, words.size() + form.size())
                        .mapToObj(i -> i < words.size() ? words.get(i) : form.get(i - words.size()))
                        .toArray(String[]::new);
                assertThat(run(arguments).out().codePoints().filter(letter -> letter != '\n'))
                        .as(String.join(" ", arguments))
                        .noneMatch(Character::isISOControl)
                        .noneMatch(letter -> Character.getType(letter) == Character.FORMAT);
            }
        }
    }

    @Test
    void takesDecisionsAsTextOrFromInput() {
        supervisor.coordination.answer(JournalVerbs.DECIDE, decision("tabs"));

        Result result = CliRun.with(supervisor).typing("tabs\nnot spaces").run("decision", "add", "-");

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).contains("decision 7 ");
        assertThat(only()).isEqualTo(new AddDecision("tabs\nnot spaces"));
    }

    @Test
    void listsDecisionsAndTheJournal() {
        supervisor.coordination.answer(JournalVerbs.DECISIONS, List.of(decision("tabs")));
        assertThat(run("decision", "list", "--limit", "3", "--since", "7d").out())
                .contains("ann    tabs");
        assertThat(only())
                .isEqualTo(new ListDecisions(Optional.of(3), Optional.empty(), Optional.of(Duration.ofDays(7))));
        supervisor.coordination.performed.clear();

        supervisor.coordination.answer(JournalVerbs.LOG, List.of(entry("src/a.txt")));
        assertThat(run("log", "--agent", "ann", "--kind", "lock").out()).contains("lock acquired  src/a.txt");
        assertThat(only())
                .isEqualTo(
                        new ReadJournal(Optional.empty(), Optional.of("ann"), Optional.of("lock"), Optional.empty()));
    }

    @Test
    void saysWhatHasGone() {
        supervisor.coordination.answer(StatusVerbs.GC, new CollectedGarbage(1, 2, 0, 0, 1, 0, 0, 3));

        Result result = run("gc", "--older-than", "30d", "--operator");

        assertThat(only()).isEqualTo(new CollectGarbage(Optional.of(Duration.ofDays(30))));
        assertThat(result.err())
                .contains("ended: 1 agent session of those who are gone")
                .contains("removed: 2 agent sessions, 1 lock, 3 journal lines");
        supervisor.coordination.answer(StatusVerbs.GC, new CollectedGarbage(0, 0, 0, 0, 0, 0, 0, 0));
        assertThat(run("gc", "--dry-run").err()).contains("there is nothing to remove", "dry run");
    }

    private Result run(String... arguments) {
        return CliRun.with(supervisor).run(arguments);
    }

    private Record only() {
        return supervisor.coordination.performed.getLast().request();
    }

    private static DecisionView decision(String text) {
        return new DecisionView(7, Samples.NOON, "ann", Optional.empty(), text);
    }

    private static JournalEntry entry(String text) {
        return new JournalEntry(
                1, Samples.NOON, "ann", Optional.empty(), "lock_acquired", Optional.of(text), Optional.of(text));
    }

    private static StatusView status(String text, Optional<String> compact) {
        return new StatusView(
                "app",
                Optional.of(text),
                IntStream.range(0, 5)
                        .mapToObj(i -> new PresentAgent(
                                "agent" + i,
                                Optional.of(text),
                                Presence.ACTIVE,
                                Optional.empty(),
                                Optional.of(text),
                                Optional.of(text),
                                Samples.NOON,
                                List.of(text)))
                        .toList(),
                IntStream.range(0, 10)
                        .mapToObj(i -> new OpenTask(
                                "t-0000000" + i,
                                "Task number " + i + text,
                                "pending",
                                0,
                                Optional.of(text),
                                Optional.of(Presence.STALE),
                                Optional.of(text)))
                        .toList(),
                10,
                IntStream.range(0, 8)
                        .mapToObj(i -> new LiveLock(
                                LockKind.PATH,
                                "src/f" + i + ".py" + text,
                                "agent" + i,
                                Optional.of(text),
                                Samples.NOON,
                                Samples.NOON))
                        .toList(),
                List.of(new ReservedBranch(
                        "fix/login" + text, text, Presence.ACTIVE, Optional.of(text), true, Samples.NOON)),
                IntStream.range(0, 6)
                        .mapToObj(i -> new UnreadMessage(
                                "m-" + i, text, "all", false, "broadcast message " + i + text, Samples.NOON))
                        .toList(),
                6,
                List.of(decision("errors are values" + text)),
                compact);
    }
}
