package dev.kugetsu.cli.command;

import dev.kugetsu.supervisor.Supervisor;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `kugetsu undo`: brings a destroyed session back.
@Command(
        name = "undo",
        description = "Bring an ended session back with its branch, its worktree and its uncommitted files.",
        footer = {"", "Example:", "  kugetsu undo '#42'"})
public final class UndoCommand implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(paramLabel = "<session>", description = "The issue, or the id of the session or a unique prefix of it.")
    private String session = "";

    @Mixin
    private final JsonOption json = new JsonOption();

    public UndoCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (Supervisor supervisor = context.host().open()) {
            new RevivedSession(context, json.format())
                    .print(supervisor.sessions().undo(context.session(session)));
            return ExitCode.DONE.number();
        }
    }
}
