package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Amounts;
import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.Format;
import dev.kugetsu.cli.output.Json;
import dev.kugetsu.cli.output.Table;
import dev.kugetsu.supervisor.Housekeeping;
import dev.kugetsu.supervisor.Housekeeping.PruneItem;
import dev.kugetsu.supervisor.Housekeeping.PrunePlan;
import dev.kugetsu.supervisor.Housekeeping.PruneReport;
import dev.kugetsu.supervisor.Housekeeping.PrunedItem;
import dev.kugetsu.supervisor.Supervisor;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `kugetsu prune`: removes what belongs to nobody any more.
@Command(
        name = "prune",
        description = "Remove what belongs to nobody any more; work is preserved, a base is never touched.",
        footer = {"", "Example:", "  kugetsu prune --dry-run"})
public final class PruneCommand implements Callable<Integer> {

    private final CommandContext context;

    @Option(
            names = {"--force", "-y"},
            description = "Do not ask.")
    private boolean isAssented;

    @Option(names = "--dry-run", description = "Only say what would be removed and why.")
    private boolean isRehearsal;

    @Mixin
    private final JsonOption json = new JsonOption();

    public PruneCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (Supervisor supervisor = context.host().open()) {
            PrunePlan plan = supervisor.housekeeping().planPrune();
            printPlan(plan);
            PruneReport report = carryOut(plan, supervisor.housekeeping());
            printReport(plan, report);
            return ExitCode.DONE.number();
        }
    }

    private PruneReport carryOut(PrunePlan plan, Housekeeping housekeeping) {
        if (isRehearsal || plan.items().isEmpty()) {
            return new PruneReport(List.of(), List.of());
        }
        if (!isAssented) {
            new Confirmation(context.console(), "--force")
                    .require("Remove " + Amounts.counted(plan.items().size(), "thing") + "?");
        }
        return housekeeping.prune(plan);
    }

    private void printPlan(PrunePlan plan) {
        if (json.format() == Format.JSON) {
            return;
        }
        if (plan.items().isEmpty()) {
            context.console().say("nothing to prune");
        } else {
            table(plan.items()).print(context.console());
        }
    }

    private void printReport(PrunePlan plan, PruneReport report) {
        Console console = context.console();
        if (json.format() == Format.JSON) {
            console.print(Json.of(new Answer(plan.items(), report.removed(), report.kept())));
            return;
        }
        for (PrunedItem item : report.removed()) {
            item.preservedRef()
                    .ifPresent(ref ->
                            console.print("preserved what " + item.kind() + " " + item.name() + " held: " + ref));
        }
        report.kept().forEach(item -> console.say("kept " + item.kind() + " " + item.name() + ": " + item.reason()));
        if (!report.removed().isEmpty()) {
            console.say("removed " + Amounts.counted(report.removed().size(), "thing"));
        }
    }

    private static Table table(List<PruneItem> items) {
        Table table = new Table("KIND", "NAME", "WHY");
        items.forEach(item -> table.row(item.kind(), item.name(), item.reason()));
        return table;
    }

    private record Answer(List<PruneItem> planned, List<PrunedItem> removed, List<PruneItem> kept) {}
}
