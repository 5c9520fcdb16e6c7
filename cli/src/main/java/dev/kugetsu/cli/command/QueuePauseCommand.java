package dev.kugetsu.cli.command;

import dev.kugetsu.supervisor.Supervisor;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kugetsu queue pause`: takes nothing from the queue from now on.
@Command(
        name = "pause",
        description = "Launch nothing from the queue until `kugetsu queue resume`; what runs goes on.",
        footer = {"", "Example:", "  kugetsu queue pause --reason \"the machine is needed\""})
public final class QueuePauseCommand implements Callable<Integer> {

    private final CommandContext context;

    @Option(names = "--reason", paramLabel = "<text>", description = "What lists are to say.")
    private String reason = "by hand";

    public QueuePauseCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (Supervisor supervisor = context.openDespiteFaults()) {
            supervisor.queue().pause(reason);
            context.console().say("the queue is paused; go on with: kugetsu queue resume");
            return ExitCode.DONE.number();
        }
    }
}
