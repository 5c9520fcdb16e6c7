package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.Table;
import dev.kugetsu.supervisor.coordination.JournalVerbs.DecisionView;
import dev.kugetsu.supervisor.coordination.JournalVerbs.JournalEntry;
import dev.kugetsu.supervisor.coordination.UntrustedFrame;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Shows decisions and the journal to people.
final class JournalDisplay {

    /// Of what an entry tells, in characters; JSON has all of it.
    private static final int LONGEST = 200;

    private JournalDisplay() {}

    static void decided(Console console, DecisionView decision) {
        console.say("decision " + decision.seq() + " is there for everybody to see");
    }

    static void decisions(Console console, List<DecisionView> decisions) {
        if (decisions.isEmpty()) {
            console.say("nothing was decided");
            return;
        }
        Table table = new Table("AT", "AGENT", "DECISION");
        decisions.forEach(decision -> table.row(at(decision.at()), decision.agent(), decision.text()));
        table.print(console);
    }

    static void log(Console console, List<JournalEntry> entries) {
        if (entries.isEmpty()) {
            console.say("nothing has happened");
            return;
        }
        Table table = new Table("AT", "AGENT", "WHAT", "SUBJECT", "TEXT");
        entries.forEach(entry -> table.row(
                at(entry.at()),
                entry.agent(),
                entry.kind().replace('_', ' '),
                entry.subject().orElse("-"),
                UntrustedFrame.line(entry.text().orElse(""), LONGEST)));
        table.print(console);
    }

    private static String at(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
