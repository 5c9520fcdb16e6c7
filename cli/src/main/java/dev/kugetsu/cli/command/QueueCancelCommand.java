package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Format;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.TurnQueue.QueuedTurn;
import dev.kugetsu.supervisor.json.Json;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `kugetsu queue cancel`: calls off what waits.
@Command(
        name = "cancel",
        description = "Call off a turn that waits, or all waiting turns of a session; what runs goes on.",
        footer = {"", "Example:", "  kugetsu queue cancel t-9f3h"})
public final class QueueCancelCommand implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(
            paramLabel = "<turn>",
            description = "The id of the turn, or the issue or the session whose turns are meant, or a unique prefix.")
    private String turn = "";

    @Mixin
    private final JsonOption json = new JsonOption();

    public QueueCancelCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (Supervisor supervisor = context.openDespiteFaults()) {
            List<QueuedTurn> cancelled = supervisor.queue().cancel(context.session(turn));
            if (json.format() == Format.JSON) {
                context.console().print(Json.of(cancelled));
            } else if (cancelled.isEmpty()) {
                context.console().say("no turn of " + turn + " waits; nothing to do");
            } else {
                cancelled.forEach(one -> context.console()
                        .say("called off turn " + one.turnId() + " of "
                                + one.issueRef().orElse(one.sessionId())));
            }
            return ExitCode.DONE.number();
        }
    }
}
