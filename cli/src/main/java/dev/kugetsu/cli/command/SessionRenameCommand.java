package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Format;
import dev.kugetsu.supervisor.SessionName;
import dev.kugetsu.supervisor.SessionView;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.json.Json;
import dev.kugetsu.supervisor.json.ListedSession;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `kugetsu session rename`: gives a session a name.
@Command(
        name = "rename",
        description = "Give a live session a name, by which every command finds it.",
        footer = {"", "Example:", "  kugetsu session rename '#42' fix-login"})
final class SessionRenameCommand implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(
            index = "0",
            paramLabel = "<session>",
            description = "The issue, the name, or the id of the session or a unique prefix of it.")
    private String session = "";

    @Parameters(
            index = "1",
            paramLabel = "<name>",
            description = "Small letters, digits, - and _; unique among the live sessions of the project.")
    private String name = "";

    @Mixin
    private final ProjectOption project = new ProjectOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    SessionRenameCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        SessionName newName = new SessionName(name);
        try (Supervisor supervisor = context.host().open()) {
            SessionView renamed = supervisor.sessions().rename(project.session(context, session), newName);
            context.console()
                    .print(
                            json.format() == Format.JSON
                                    ? Json.of(ListedSession.of(renamed))
                                    : "session " + renamed.sessionId() + " is called " + newName);
            return ExitCode.DONE.number();
        }
    }
}
