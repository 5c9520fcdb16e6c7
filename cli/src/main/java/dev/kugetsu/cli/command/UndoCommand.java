package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.Format;
import dev.kugetsu.cli.output.Json;
import dev.kugetsu.supervisor.Sessions.UndoReport;
import dev.kugetsu.supervisor.Supervisor;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `kugetsu undo`: brings a destroyed session back.
@Command(
        name = "undo",
        description = "Bring a destroyed session back with its branch, its worktree and its uncommitted files.",
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
            print(supervisor.sessions().undo(context.session(session)));
            return ExitCode.DONE.number();
        }
    }

    private void print(UndoReport report) {
        Console console = context.console();
        if (json.format() == Format.JSON) {
            console.print(Json.of(report));
            return;
        }
        String worktree = context.pathNames().shorten(Path.of(report.worktree()));
        console.print("session " + report.sessionId() + " of " + report.issueRef() + " is back");
        console.print("  worktree  " + worktree + "   " + report.branch());
        report.preservedRef().ifPresent(ref -> console.print("  files     from " + ref));
        if (!report.historyKept()) {
            console.say("the agent's own history is gone: its session is forked anew from the base");
        }
        missing(report).ifPresent(console::say);
    }

    private static Optional<String> missing(UndoReport report) {
        Optional<String> setup =
                report.setupNotRun().map(command -> "the setup command `" + command + "` is not run again");
        String ignored = "ignored files are back only if .worktreeinclude names them";
        return report.isIgnoring()
                ? Optional.of(setup.map(line -> line + ", and " + ignored).orElse(ignored))
                : setup;
    }
}
