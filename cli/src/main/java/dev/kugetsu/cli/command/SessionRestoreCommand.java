package dev.kugetsu.cli.command;

import dev.kugetsu.supervisor.Supervisor;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `kugetsu session restore`: brings an ended session back, as `undo` does.
@Command(
        name = "restore",
        description = "Bring an ended session back, whether it was killed or destroyed.",
        footer = {"", "Example:", "  kugetsu session restore fix-login"})
final class SessionRestoreCommand implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(
            paramLabel = "<session>",
            description = "The issue, the name, or the id of the session or a unique prefix of it.")
    private String session = "";

    @Mixin
    private final ProjectOption project = new ProjectOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    SessionRestoreCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (Supervisor supervisor = context.host().open()) {
            new RevivedSession(context, json.format())
                    .print(supervisor.sessions().undo(project.session(context, session)));
            return ExitCode.DONE.number();
        }
    }
}
