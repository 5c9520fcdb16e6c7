package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.DaemonLine;
import dev.kugetsu.cli.output.Format;
import dev.kugetsu.supervisor.Daemon;
import dev.kugetsu.supervisor.Daemon.Status;
import dev.kugetsu.supervisor.json.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kugetsu daemon restart`: ends it and brings up the one of this build.
@Command(
        name = "restart",
        description = "End the daemon if there is one, and start the one of this build; running turns go on.",
        footer = {"", "Example:", "  kugetsu daemon restart"})
final class DaemonRestartCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private final TimeoutOption timeout = new TimeoutOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    DaemonRestartCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Daemon daemon = context.host().daemon();
        daemon.stop(timeout.timeout());
        Status status = daemon.start(timeout.timeout());
        context.console()
                .print(
                        json.format() == Format.JSON
                                ? Json.of(status)
                                : new DaemonLine(status, context.clock().instant()).toString());
        return ExitCode.DONE.number();
    }
}
