package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.SessionCard;
import dev.kugetsu.supervisor.SessionDetail;
import dev.kugetsu.supervisor.json.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `kugetsu show`: one session with its turns.
@Command(
        name = "show",
        description = "Show one session: its turns, what they cost, and why its status is what it is.",
        footer = {"", "Example:", "  kugetsu show '#42'"})
public final class ShowCommand implements Callable<Integer> {

    private final SharedContext context;

    @Parameters(
            paramLabel = "<session>",
            description = "The issue, or the id of the session or of a turn, or a unique prefix of it.")
    private String session = "";

    @Mixin
    private final JsonOption json = new JsonOption();

    public ShowCommand(SharedContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        SessionDetail detail =
                context.host().look(supervisor -> supervisor.sessions().get(context.session(session)));
        switch (json.format()) {
            case JSON -> context.console().print(Json.of(detail));
            case TEXT -> new SessionCard(detail).print(context.console());
        }
        return ExitCode.DONE.number();
    }
}
