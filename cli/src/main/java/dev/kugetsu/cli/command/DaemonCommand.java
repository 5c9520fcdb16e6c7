package dev.kugetsu.cli.command;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `kugetsu daemon`: the process in the background that serves the queue.
@Command(
        name = "daemon",
        description = "Steer the process in the background that serves the queue; nothing else needs it.",
        synopsisSubcommandLabel = "<command>",
        footer = {"", "Examples:", "  kugetsu daemon start", "  kugetsu daemon status --json"})
public final class DaemonCommand implements Callable<Integer>, CommandGroup {

    private final CommandContext context;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public DaemonCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public SequencedMap<String, Object> commands() {
        SequencedMap<String, Object> commands = new LinkedHashMap<>();
        commands.put("start", new DaemonStartCommand(context));
        commands.put("stop", new DaemonStopCommand(context));
        commands.put("restart", new DaemonRestartCommand(context));
        commands.put("status", new DaemonStatusCommand(context));
        commands.put("logs", new DaemonLogsCommand(context));
        commands.put("run", new DaemonRunCommand(context));
        return commands;
    }

    /// Without a command of the group there is nothing to do.
    @Override
    public Integer call() {
        spec.commandLine().usage(context.console().err().writer());
        return ExitCode.USAGE.number();
    }
}
