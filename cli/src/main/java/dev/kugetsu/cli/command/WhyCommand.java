package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Amounts;
import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.Table;
import dev.kugetsu.cli.output.TerminalText;
import dev.kugetsu.supervisor.Explanation;
import dev.kugetsu.supervisor.SessionView;
import dev.kugetsu.supervisor.json.Json;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `kugetsu why`: the facts behind a status.
@Command(
        name = "why",
        description = "Tell why the status of a session is what it is: the facts, their ages, and the rule.",
        footer = {"", "Example:", "  kugetsu why '#42'"})
public final class WhyCommand implements Callable<Integer> {

    private final SharedContext context;

    @Parameters(
            paramLabel = "<session>",
            description = "The issue, or the id of the session or of a turn, or a unique prefix of it.")
    private String session = "";

    @Mixin
    private final JsonOption json = new JsonOption();

    public WhyCommand(SharedContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Explanation explanation =
                context.host().look(supervisor -> supervisor.sessions().explain(context.session(session)));
        switch (json.format()) {
            case JSON -> context.console().print(Json.of(explanation));
            case TEXT -> print(explanation);
        }
        return ExitCode.DONE.number();
    }

    private void print(Explanation explanation) {
        Console console = context.console();
        SessionView view = explanation.session();
        console.print(TerminalText.oneLine(
                view.label() + " is " + view.status().name().toLowerCase(Locale.ROOT) + ": " + view.statusReason()));
        console.print("  rule  " + explanation.rule() + ": " + explanation.meaning());
        console.print("");
        Table table = new Table("FACT", "VALUE", "AGE", "SOURCE");
        explanation
                .facts()
                .forEach(fact -> table.row(
                        fact.name(),
                        fact.value(),
                        fact.age().map(Amounts::roughly).orElse(""),
                        fact.source()));
        table.print(console);
    }
}
