package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Amounts;
import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.Format;
import dev.kugetsu.cli.output.TerminalText;
import dev.kugetsu.supervisor.Audit;
import dev.kugetsu.supervisor.Audit.Difference;
import dev.kugetsu.supervisor.Audit.Repair;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kugetsu audit`: compares what is recorded with what is there.
@Command(
        name = "audit",
        description = "Compare records with processes, worktrees, branches, saved work and files.",
        footer = {
            "",
            "Exit code: 0 when they agree, 1 when differences are left.",
            "",
            "Example:",
            "  kugetsu audit --fix -y"
        })
public final class AuditCommand implements Callable<Integer> {

    private final CommandContext context;

    @Option(names = "--fix", description = "Repair what can be repaired for certain; work is preserved first.")
    private boolean isRepairing;

    @Mixin
    private final AssentOption assent = new AssentOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    public AuditCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (Supervisor supervisor = context.host().open()) {
            List<Difference> found = supervisor.audit().examine();
            Repair repair = isRepairing ? mend(supervisor, found) : new Repair(List.of(), List.of(), found);
            print(found, repair);
            return (repair.left().isEmpty() ? ExitCode.DONE : ExitCode.FAILED).number();
        }
    }

    private Repair mend(Supervisor supervisor, List<Difference> found) {
        List<Difference> mendable = found.stream()
                .filter(difference -> difference.repair().isPresent())
                .toList();
        if (mendable.isEmpty()) {
            return new Repair(List.of(), List.of(), found);
        }
        if (context.console().isInteractive()) {
            mendable.forEach(difference -> context.console()
                    .say(TerminalText.oneLine(
                            head(difference) + ": " + difference.repair().orElseThrow())));
        }
        assent.require(context, "Mend " + Amounts.counted(mendable.size(), "difference") + "?");
        return supervisor.audit().fix(found);
    }

    private void print(List<Difference> found, Repair repair) {
        Console console = context.console();
        if (json.format() == Format.JSON) {
            console.print(Json.of(new Answer(found, repair.mended(), repair.refusals(), repair.left())));
            return;
        }
        repair.mended().forEach(difference -> console.print(mended(difference)));
        repair.left().forEach(difference -> print(difference, repair.refusals()));
        if (repair.left().isEmpty()) {
            console.say("records and the world agree");
        } else {
            console.say(Amounts.counted(repair.left().size(), "difference") + (isRepairing ? " left" : ""));
        }
    }

    private String mended(Difference difference) {
        Console console = context.console();
        return console.out().palette().good(console.symbols().done()) + " "
                + TerminalText.oneLine("mended: " + head(difference));
    }

    private void print(Difference difference, List<Audit.Refusal> refusals) {
        Console console = context.console();
        console.print(
                console.out().palette().bad(console.symbols().failed()) + " " + TerminalText.oneLine(head(difference)));
        line("owner", difference.owner().orElse("nobody"));
        line("seen", difference.evidence());
        difference.repair().ifPresent(repair -> line("fix", repair));
        difference.next().ifPresent(next -> line("next", next));
        refusals.stream()
                .filter(refusal -> refusal.difference().isSame(difference))
                .forEach(refusal -> line("stays", refusal.reason()));
    }

    private void line(String label, String text) {
        context.console().print("    " + (label + ":      ").substring(0, 7) + TerminalText.oneLine(text));
    }

    private static String head(Difference difference) {
        return difference.kind().name().toLowerCase(Locale.ROOT) + " " + difference.name();
    }

    private record Answer(
            List<Difference> found, List<Difference> mended, List<Audit.Refusal> refusals, List<Difference> left) {}
}
