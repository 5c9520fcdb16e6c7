package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.DaemonLine;
import dev.kugetsu.supervisor.Daemon.Status;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kugetsu daemon start`: brings it up.
@Command(
        name = "start",
        description = "Start the daemon in the background, unless it is ready, and wait until it is.",
        footer = {"", "Example:", "  kugetsu daemon start --timeout 30s"})
final class DaemonStartCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private final TimeoutOption timeout = new TimeoutOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    DaemonStartCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Status status = context.host().daemon().start(timeout.timeout());
        new DaemonLine(status, context.clock().instant()).print(context.console(), json.format());
        return ExitCode.DONE.number();
    }
}
