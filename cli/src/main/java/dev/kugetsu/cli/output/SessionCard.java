package dev.kugetsu.cli.output;

import dev.kugetsu.supervisor.SessionDetail;
import dev.kugetsu.supervisor.SessionView;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.TurnView;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// Everything about one session, for a person.
public record SessionCard(SessionDetail detail) {

    public void print(Console console) {
        SessionView session = detail.session();
        console.print(console.out().palette().bold(TerminalText.oneLine(session.label())));
        field(console, "session", session.sessionId() + " of project " + session.project());
        session.name().filter(name -> session.issueRef().isPresent()).ifPresent(name -> field(console, "name", name));
        field(console, "status", session.status().toString().toLowerCase(Locale.ROOT) + ": " + session.statusReason());
        field(
                console,
                "harness",
                session.harness()
                        + detail.model().map(model -> " with " + model).orElse(""));
        session.harnessSessionId().ifPresent(id -> field(console, "harness id", id));
        detail.baseSession().ifPresent(base -> field(console, "forked from", base));
        session.branch().ifPresent(branch -> field(console, "branch", branch + base()));
        session.worktree().ifPresent(worktree -> field(console, "worktree", worktree));
        if (!detail.permissions().isEmpty()) {
            field(console, "allowed", String.join(", ", detail.permissions()));
        }
        TurnSummary.usage(detail.usage()).ifPresent(spent -> field(console, "spent", spent));
        console.print("");
        turns(console).print(console);
    }

    private String base() {
        return detail.baseCommit().map(base -> " from " + base).orElse("");
    }

    private Table turns(Console console) {
        Table table = new Table("TURN", "ID", "STATE", "TOOK", "CHANGES", "SPENT", "WHY");
        for (TurnView turn : detail.history()) {
            table.row(
                    Integer.toString(turn.number()),
                    turn.turnId(),
                    turn.state(),
                    took(turn),
                    TurnSummary.changes(turn.changes(), console.symbols()),
                    TurnSummary.usage(turn.usage()).orElse(""),
                    why(turn));
        }
        return table;
    }

    private static String took(TurnView turn) {
        return turn.startedAt()
                .flatMap(start -> turn.endedAt().map(end -> Amounts.of(Duration.between(start, end))))
                .orElse("");
    }

    private static String why(TurnView turn) {
        Optional<String> failure = turn.failure().map(TurnReport.FailureView::message);
        return failure.or(() -> turn.retrying().map(reason -> "retrying: " + reason))
                .orElse("");
    }

    private static void field(Console console, String name, String value) {
        String label = console.out().palette().dim(String.format("  %-12s", name));
        console.print(label + TerminalText.oneLine(value));
    }
}
