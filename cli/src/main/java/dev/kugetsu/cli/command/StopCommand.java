package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.Format;
import dev.kugetsu.cli.output.TurnSummary;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.TurnQueue.QueuedTurn;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.Turns.Urgency;
import dev.kugetsu.supervisor.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `kugetsu stop`: ends the running turn of a session.
@Command(
        name = "stop",
        description = "End the running turn of a session and all its processes; the session stays.",
        footer = {"", "Example:", "  kugetsu stop '#42'"})
public final class StopCommand implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(
            paramLabel = "<session>",
            description = "The issue, or the id of the session or of the turn, or a unique prefix of it.")
    private String session = "";

    @Mixin
    private final JsonOption json = new JsonOption();

    public StopCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (Supervisor supervisor = context.openDespiteFaults()) {
            List<QueuedTurn> behind = callOffBehind(supervisor);
            print(supervisor.turns().stop(context.session(session), Urgency.GRACEFUL), behind);
            return ExitCode.DONE.number();
        }
    }

    /// A stop calls off what waits behind the turn anyway; done first, it can be told. A turn that is named
    /// stands for itself alone.
    private List<QueuedTurn> callOffBehind(Supervisor supervisor) {
        return session.strip().startsWith(TurnId.PREFIX)
                ? List.of()
                : supervisor.queue().cancel(context.session(session));
    }

    private void print(Optional<TurnReport> stopped, List<QueuedTurn> behind) {
        Console console = context.console();
        if (json.format() == Format.JSON) {
            console.print(Json.of(new Answer(
                    stopped.isPresent() || !behind.isEmpty(),
                    stopped,
                    behind.stream().map(QueuedTurn::turnId).toList())));
            return;
        }
        behind.forEach(turn -> console.say("called off turn " + turn.turnId() + ", which waited in the queue"));
        NextSteps steps = new NextSteps(session, console.symbols());
        stopped.ifPresentOrElse(report -> new TurnSummary(report, steps.after(report)).print(console), () -> {
            if (behind.isEmpty()) {
                console.say("no turn of " + session + " runs; nothing to do");
            }
        });
    }

    private record Answer(boolean stopped, Optional<TurnReport> turn, List<String> calledOff) {}
}
