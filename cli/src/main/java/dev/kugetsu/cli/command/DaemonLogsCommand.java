package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.RawCopy;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `kugetsu daemon logs`: what it has to say.
@Command(
        name = "logs",
        description = "Show the log of the daemon.",
        footer = {"", "Example:", "  kugetsu daemon logs -f"})
final class DaemonLogsCommand implements Callable<Integer> {

    private static final long LOOK_MILLIS = 200;

    private final CommandContext context;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on until you press Ctrl-C.")
    private boolean isFollowed;

    DaemonLogsCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        Path log = context.host().daemon().log();
        if (Files.notExists(log)) {
            throw new KugetsuException(
                    Kind.NOT_FOUND,
                    "there is no log at " + log + "; no daemon has been started in the background yet",
                    "what a daemon says under systemd is shown by `journalctl --user --unit kugetsu`");
        }
        try (RawCopy copy = RawCopy.open(log, context.console().out())) {
            copy.advance();
            while (isFollowed && !context.console().out().isBroken()) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                copy.advance();
            }
        }
        return ExitCode.DONE.number();
    }
}
