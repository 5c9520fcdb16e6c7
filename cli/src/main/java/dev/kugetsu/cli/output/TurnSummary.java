package dev.kugetsu.cli.output;

import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.TurnReport.ChangesView;
import dev.kugetsu.supervisor.TurnReport.Outcome;
import dev.kugetsu.supervisor.TurnReport.UsageView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What became of a turn, in one line.
///
/// @param next the command that goes on from here
public record TurnSummary(TurnReport report, String next) {

    public void print(Console console) {
        Palette palette = console.err().palette();
        String rest = String.join(" " + console.symbols().dot() + " ", parts(console.symbols()));
        console.say(mark(palette, console.symbols()) + " " + palette.bold(headline()) + rest);
    }

    private String mark(Palette palette, Symbols symbols) {
        return switch (report.outcome().orElse(null)) {
            case null -> palette.dim(symbols.dot());
            case SUCCEEDED -> palette.good(symbols.done());
            case BLOCKED, STOPPED -> palette.warning(symbols.warning());
            case FAILED, TIMED_OUT, LOST -> palette.bad(symbols.failed());
        };
    }

    /// One that was handed to the queue has not been launched yet.
    private String left() {
        return report.turnId() + (report.startedAt().isPresent() ? " works on" : " is in the queue");
    }

    private String headline() {
        String ended = report.outcome().map(TurnSummary::words).orElseGet(this::left);
        String time = took().map(Amounts::of)
                .map(text -> (isWorking() ? " since " : " in ") + text)
                .orElse("");
        String why = report.failure()
                .map(failure -> ": " + TerminalText.oneLine(failure.message()) + " (" + failure.kind() + ")")
                .orElse("");
        return ended + time + why;
    }

    private boolean isWorking() {
        return report.outcome().isEmpty();
    }

    private static String words(Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> "succeeded";
            case FAILED -> "failed";
            case BLOCKED -> "blocked";
            case STOPPED -> "stopped";
            case TIMED_OUT -> "timed out";
            case LOST -> "lost";
        };
    }

    private Optional<Duration> took() {
        return report.startedAt().flatMap(start -> report.endedAt().map(end -> Duration.between(start, end)));
    }

    private List<String> parts(Symbols symbols) {
        List<String> parts = new ArrayList<>();
        parts.add("");
        if (!isWorking()) {
            parts.add(changes(report.changes(), symbols));
            usage(report.usage()).ifPresent(parts::add);
        }
        parts.add("next: " + next);
        return parts;
    }

    /// `2 commits, 5 files +120 −8`.
    public static String changes(ChangesView changes, Symbols symbols) {
        if (changes.commits() == 0 && changes.files() == 0) {
            return "no changes";
        }
        return "%s, %s +%d %s%d"
                .formatted(
                        Amounts.counted(changes.commits(), "commit"),
                        Amounts.counted(changes.files(), "file"),
                        changes.insertions(),
                        symbols.minus(),
                        changes.deletions());
    }

    /// `12,408 in, 1,031 out, $0.03`; empty when the harness has reported none.
    public static Optional<String> usage(UsageView usage) {
        boolean isKnown = usage.inputTokens() > 0
                || usage.outputTokens() > 0
                || usage.costUsd().signum() > 0;
        return Optional.of("%s in, %s out, %s"
                        .formatted(
                                Amounts.of(usage.inputTokens()),
                                Amounts.of(usage.outputTokens()),
                                Amounts.dollars(usage.costUsd())))
                .filter(text -> isKnown);
    }
}
