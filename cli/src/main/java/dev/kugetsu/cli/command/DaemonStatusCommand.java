package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.DaemonLine;
import dev.kugetsu.supervisor.Daemon.State;
import dev.kugetsu.supervisor.Daemon.Status;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kugetsu daemon status`: how it is.
@Command(
        name = "status",
        description = "Tell how the daemon is; the exit code is 0 when it is ready, else 5.",
        footer = {"", "Example:", "  kugetsu daemon status --json"})
final class DaemonStatusCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private final JsonOption json = new JsonOption();

    DaemonStatusCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Status status = context.host().daemon().status();
        new DaemonLine(status, context.clock().instant()).print(context.console(), json.format());
        return (status.state() == State.READY ? ExitCode.DONE : ExitCode.UNAVAILABLE).number();
    }
}
