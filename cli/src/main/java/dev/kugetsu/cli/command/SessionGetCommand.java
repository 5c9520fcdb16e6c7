package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.SessionCard;
import dev.kugetsu.supervisor.SessionDetail;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.json.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `kugetsu session get`: one session with its turns.
@Command(
        name = "get",
        description = "Show one session: its turns, what they cost, and why its status is what it is.",
        footer = {"", "Example:", "  kugetsu session get fix-login -p app"})
final class SessionGetCommand implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(
            paramLabel = "<session>",
            description = "The issue, the name, or the id of the session or a unique prefix of it.")
    private String session = "";

    @Mixin
    private final ProjectOption project = new ProjectOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    SessionGetCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (Supervisor supervisor = context.openDespiteFaults()) {
            SessionDetail detail = supervisor.sessions().get(project.session(context, session));
            switch (json.format()) {
                case JSON -> context.console().print(Json.of(detail));
                case TEXT -> new SessionCard(detail).print(context.console());
            }
            return ExitCode.DONE.number();
        }
    }
}
