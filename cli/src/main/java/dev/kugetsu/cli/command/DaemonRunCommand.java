package dev.kugetsu.cli.command;

import dev.kugetsu.cli.terminal.SignalTrap;
import dev.kugetsu.supervisor.Daemon;
import dev.kugetsu.supervisor.StopRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `kugetsu daemon run`: is the daemon.
@Command(
        name = "run",
        description = {
            "Be the daemon, in the foreground, until SIGTERM or Ctrl-C; running turns go on.",
            "Logs to standard error, or on a terminal to the file that `daemon logs` shows."
        },
        footer = {"", "Example:", "  kugetsu daemon run"})
final class DaemonRunCommand implements Callable<Integer> {

    private final CommandContext context;

    DaemonRunCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Daemon daemon = context.host().daemon();
        StopRequest stop = new StopRequest();
        try (SignalTrap _ = SignalTrap.setForService(() -> stop.request("signal"))) {
            daemon.run(stop);
        }
        return ExitCode.DONE.number();
    }
}
