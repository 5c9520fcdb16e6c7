package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.Format;
import dev.kugetsu.supervisor.Sessions.UndoReport;
import dev.kugetsu.supervisor.json.Json;
import java.nio.file.Path;
import java.util.Optional;

/// What has come back.
record RevivedSession(CommandContext context, Format format) {

    void print(UndoReport report) {
        Console console = context.console();
        if (format == Format.JSON) {
            console.print(Json.of(report));
            return;
        }
        String worktree = context.pathNames().shorten(Path.of(report.worktree()));
        console.print("session " + report.sessionId() + " of " + report.label() + " is back");
        console.print("  worktree  " + worktree + "   " + report.branch());
        report.preservedRef().ifPresent(ref -> console.print("  files     from " + ref));
        if (!report.historyKept()) {
            console.say("warning: the agent's own history is gone: its session is forked anew from the base");
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
