package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Amounts;
import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.Format;
import dev.kugetsu.cli.output.Table;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.TurnQueue.QueueView;
import dev.kugetsu.supervisor.TurnQueue.QueuedTurn;
import dev.kugetsu.supervisor.json.Json;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kugetsu queue list`: what waits, and why.
@Command(
        name = "list",
        description = "List the turns that wait, in the order in which they will start, and why they wait.",
        footer = {"", "Example:", "  kugetsu queue list --json"})
public final class QueueListCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private final JsonOption json = new JsonOption();

    public QueueListCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (Supervisor supervisor = context.openDespiteFaults()) {
            QueueView queue = supervisor.queue().list();
            if (json.format() == Format.JSON) {
                context.console().print(Json.of(queue));
            } else {
                print(queue);
            }
            return ExitCode.DONE.number();
        }
    }

    private void print(QueueView queue) {
        Console console = context.console();
        queue.pause()
                .ifPresent(pause -> console.say("the queue is paused since "
                        + Amounts.age(pause.since(), context.clock().instant()) + ": " + pause.reason()
                        + "; go on with: kugetsu queue resume"));
        queue.notices().forEach(console::say);
        if (queue.turns().isEmpty()) {
            console.say("nothing waits; " + queue.running() + " of " + queue.slots() + " slots are taken");
        } else {
            table(queue).print(console);
        }
    }

    private Table table(QueueView queue) {
        Table table = new Table("PLACE", "ISSUE", "TURN", "PRIORITY", "ATTEMPT", "SINCE", "WHY");
        Instant now = context.clock().instant();
        for (QueuedTurn turn : queue.turns()) {
            table.row(
                    Integer.toString(turn.place()),
                    turn.issueRef().orElse(turn.sessionId()),
                    turn.turnId(),
                    Integer.toString(turn.priority()),
                    Integer.toString(turn.attempt()),
                    Amounts.age(turn.createdAt(), now),
                    turn.reason());
        }
        return table;
    }
}
