package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.Format;
import dev.kugetsu.supervisor.SessionView;
import dev.kugetsu.supervisor.Sessions.KillReport;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.json.Json;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `kugetsu session kill`: ends a session and leaves its worktree.
@Command(
        name = "kill",
        description = "End a session with its turn and processes; its worktree and branch stay as they are.",
        footer = {"", "Example:", "  kugetsu session kill fix-login -y"})
final class SessionKillCommand implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(
            paramLabel = "<session>",
            description = "The issue, the name, or the id of the session or a unique prefix of it.")
    private String session = "";

    @Mixin
    private final ProjectOption project = new ProjectOption();

    @Mixin
    private final AssentOption assent = new AssentOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    SessionKillCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (Supervisor supervisor = context.openDespiteFaults()) {
            SessionView found =
                    supervisor.sessions().get(project.session(context, session)).session();
            assent.require(
                    context,
                    "End session " + found.sessionId() + " of " + found.label() + "? Its worktree stays as it is.");
            // By its id: the reference could mean another session by now.
            print(supervisor.sessions().kill(context.session(found.sessionId())));
            return ExitCode.DONE.number();
        }
    }

    private void print(KillReport report) {
        Console console = context.console();
        if (json.format() == Format.JSON) {
            console.print(Json.of(report));
            return;
        }
        switch (report.effect()) {
            case NONE -> console.say("session " + report.sessionId() + " was ended before; nothing to do");
            case ENDED -> console.print("ended session " + report.sessionId() + " of " + report.label());
        }
        report.worktree()
                .ifPresent(worktree ->
                        console.print("  worktree  " + context.pathNames().shorten(Path.of(worktree)) + "   "
                                + report.branch().orElse("") + " stays"));
        console.say("bring it back with: kugetsu session restore " + ShellWord.of(report.sessionId()));
    }
}
