package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Amounts;
import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.Format;
import dev.kugetsu.cli.output.Table;
import dev.kugetsu.supervisor.Housekeeping.PruneItem;
import dev.kugetsu.supervisor.Housekeeping.PrunePlan;
import dev.kugetsu.supervisor.Housekeeping.PruneReport;
import dev.kugetsu.supervisor.Housekeeping.PrunedItem;
import dev.kugetsu.supervisor.json.Json;
import java.util.List;
import java.util.function.Function;

/// Shows what would be removed, asks, has it removed, and tells what was kept and why.
///
/// @param nothing what is said when there is nothing
/// @param consent what happens before anything is removed
record PlannedRemoval(CommandContext context, Format format, String nothing, Consent consent) {

    /// Whether something may be removed.
    sealed interface Consent {

        /// Somebody has to say yes.
        ///
        /// @param flag the option that answers in advance
        record Asked(String flag) implements Consent {}

        record Given() implements Consent {}

        /// Nothing is removed.
        record Withheld() implements Consent {}
    }

    void carryOut(PrunePlan plan, Function<PrunePlan, PruneReport> removal) {
        show(plan);
        PruneReport report = isAgreed(plan) ? removal.apply(plan) : new PruneReport(List.of(), List.of());
        tell(plan, report);
    }

    private boolean isAgreed(PrunePlan plan) {
        if (plan.items().isEmpty()) {
            return false;
        }
        return switch (consent) {
            case Consent.Given _ -> true;
            case Consent.Withheld _ -> false;
            case Consent.Asked(String flag) -> {
                new Confirmation(context.console(), flag)
                        .require("Remove " + Amounts.counted(plan.items().size(), "thing") + "?");
                yield true;
            }
        };
    }

    /// Whoever is asked has to see what about, also when only the answer goes to a program.
    private void show(PrunePlan plan) {
        if (format == Format.JSON) {
            if (consent instanceof Consent.Asked && context.console().isInteractive()) {
                table(plan).say(context.console());
            }
            return;
        }
        if (plan.items().isEmpty()) {
            context.console().say(nothing);
            return;
        }
        table(plan).print(context.console());
    }

    private static Table table(PrunePlan plan) {
        Table table = new Table("KIND", "NAME", "WHY");
        plan.items().forEach(item -> table.row(item.kind(), item.name(), item.reason()));
        return table;
    }

    private void tell(PrunePlan plan, PruneReport report) {
        Console console = context.console();
        if (format == Format.JSON) {
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

    private record Answer(List<PruneItem> planned, List<PrunedItem> removed, List<PruneItem> kept) {}
}
