package dev.kugetsu.cli.command;

import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.coordination.HookFiles.HookFileView;
import dev.kugetsu.supervisor.coordination.HookFiles.HookState;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kugetsu hooks status`: tells which harnesses call us in this working tree.
@Command(
        name = "status",
        description = "Tell which harnesses call kugetsu in this working tree.",
        footer = {"", "Example:", "  kugetsu hooks status"})
final class HooksStatusCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private final HookSelection selection = new HookSelection();

    @Mixin
    private final JsonOption json = new JsonOption();

    HooksStatusCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (Supervisor supervisor = context.host().open()) {
            List<HookFileView> views = supervisor.hookFiles().examine(selection.place(context));
            HookSelection.print(context.console(), json.format(), views);
            HookSelection.advise(
                    context.console(),
                    views.stream()
                            .filter(view -> view.state() == HookState.UNREADABLE)
                            .toList());
        }
        return ExitCode.DONE.number();
    }
}
