package dev.kugetsu.cli.command;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `kugetsu queue`: the commands around the turns that wait.
@Command(
        name = "queue",
        description = "See and steer the turns that wait for a slot.",
        synopsisSubcommandLabel = "<command>",
        footer = {"", "Example:", "  kugetsu queue list"})
public final class QueueCommand implements Callable<Integer>, CommandGroup {

    private final CommandContext context;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public QueueCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public SequencedMap<String, Object> commands() {
        SequencedMap<String, Object> commands = new LinkedHashMap<>();
        commands.put("list", new QueueListCommand(context));
        commands.put("cancel", new QueueCancelCommand(context));
        commands.put("pause", new QueuePauseCommand(context));
        commands.put("resume", new QueueResumeCommand(context));
        return commands;
    }

    /// Without a command of the group there is nothing to do.
    @Override
    public Integer call() {
        spec.commandLine().usage(context.console().err().writer());
        return ExitCode.USAGE.number();
    }
}
