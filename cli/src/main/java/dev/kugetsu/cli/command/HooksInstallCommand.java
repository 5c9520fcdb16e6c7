package dev.kugetsu.cli.command;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.coordination.HookFiles.HookFileView;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kugetsu hooks install`: writes the entries by which harnesses call us.
@Command(
        name = "install",
        description = "Write the entries by which harnesses call kugetsu; nothing else in their files is touched.",
        footer = {
            "",
            "Examples:",
            "  kugetsu hooks install --harness claude-code",
            "  kugetsu hooks install --harness all --dry-run"
        })
final class HooksInstallCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private final HookSelection selection = new HookSelection();

    @Mixin
    private final HookRehearsal rehearsal = new HookRehearsal();

    @Mixin
    private final JsonOption json = new JsonOption();

    HooksInstallCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (selection.isEmpty()) {
            throw new KugetsuException(
                    Kind.INVALID_INPUT,
                    "nothing says for which harness",
                    "name it with --harness, or take --harness all; `kugetsu hooks status` lists them");
        }
        try (Supervisor supervisor = context.host().open()) {
            List<HookFileView> views = supervisor.hookFiles().install(selection.place(context), rehearsal.mode());
            rehearsal.print(context.console(), json.format(), views);
            HookSelection.advise(context.console(), views);
        }
        return ExitCode.DONE.number();
    }
}
