package dev.kugetsu.cli.command;

import dev.kugetsu.supervisor.Housekeeping;
import dev.kugetsu.supervisor.Supervisor;
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
            Housekeeping housekeeping = supervisor.housekeeping();
            new PlannedRemoval(context, json.format(), "nothing to prune", consent())
                    .carryOut(housekeeping.planPrune(), housekeeping::prune);
            return ExitCode.DONE.number();
        }
    }

    private PlannedRemoval.Consent consent() {
        if (isRehearsal) {
            return new PlannedRemoval.Consent.Withheld();
        }
        return isAssented ? new PlannedRemoval.Consent.Given() : new PlannedRemoval.Consent.Asked("--force");
    }
}
