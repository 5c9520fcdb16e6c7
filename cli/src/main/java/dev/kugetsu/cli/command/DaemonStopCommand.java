package dev.kugetsu.cli.command;

import dev.kugetsu.supervisor.Daemon.Status;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kugetsu daemon stop`: ends it.
@Command(
        name = "stop",
        description = "End the daemon and wait until its process is gone; running turns go on.",
        footer = {"", "Example:", "  kugetsu daemon stop"})
final class DaemonStopCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private final TimeoutOption timeout = new TimeoutOption();

    DaemonStopCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Status before = context.host().daemon().stop(timeout.timeout());
        context.console()
                .say(
                        switch (before.state()) {
                            case STOPPED -> "no daemon runs";
                            case STALE -> "no daemon runs; what a dead one had left is cleared away";
                            case UNHEALTHY, NOT_READY, READY ->
                                "the daemon has ended"
                                        + before.pid()
                                                .map(pid -> ", process " + pid)
                                                .orElse("");
                        });
        return ExitCode.DONE.number();
    }
}
