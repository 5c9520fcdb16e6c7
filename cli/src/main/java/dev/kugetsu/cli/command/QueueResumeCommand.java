package dev.kugetsu.cli.command;

import dev.kugetsu.supervisor.Supervisor;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `kugetsu queue resume`: goes on after a pause.
@Command(
        name = "resume",
        description = "Launch turns from the queue again.",
        footer = {"", "Example:", "  kugetsu queue resume"})
public final class QueueResumeCommand implements Callable<Integer> {

    private final CommandContext context;

    public QueueResumeCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (Supervisor supervisor = context.host().open()) {
            boolean wasPaused = supervisor.queue().resume();
            context.console().say(wasPaused ? "the queue goes on" : "the queue was not paused; nothing to do");
            return ExitCode.DONE.number();
        }
    }
}
