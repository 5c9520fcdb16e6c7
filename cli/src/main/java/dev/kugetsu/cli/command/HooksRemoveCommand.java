package dev.kugetsu.cli.command;

import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.coordination.HookFiles.HookFileView;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kugetsu hooks remove`: takes our entries away again.
@Command(
        name = "remove",
        description = {
            "Take the entries of kugetsu away again; what else is in those files stays as it is.",
            "Those of kimi count for all your repositories and go only when you name it."
        },
        footer = {"", "Example:", "  kugetsu hooks remove"})
final class HooksRemoveCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private final HookSelection selection = new HookSelection();

    @Mixin
    private final HookRehearsal rehearsal = new HookRehearsal();

    @Mixin
    private final JsonOption json = new JsonOption();

    HooksRemoveCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (Supervisor supervisor = context.host().open()) {
            List<HookFileView> views = supervisor.hookFiles().remove(selection.place(context), rehearsal.mode());
            rehearsal.print(context.console(), json.format(), views);
        }
        return ExitCode.DONE.number();
    }
}
