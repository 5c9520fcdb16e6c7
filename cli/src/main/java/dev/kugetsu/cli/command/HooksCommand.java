package dev.kugetsu.cli.command;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `kugetsu hooks`: lets agents that somebody else starts call us.
@Command(
        name = "hooks",
        description = "Let agents that you start yourself call kugetsu before they edit, and when they stop.",
        synopsisSubcommandLabel = "<command>",
        footer = {"", "Examples:", "  kugetsu hooks install --harness claude-code", "  kugetsu hooks status"})
public final class HooksCommand implements Callable<Integer>, CommandGroup {

    private final CommandContext context;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public HooksCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public SequencedMap<String, Object> commands() {
        SequencedMap<String, Object> commands = new LinkedHashMap<>();
        commands.put("install", new HooksInstallCommand(context));
        commands.put("remove", new HooksRemoveCommand(context));
        commands.put("status", new HooksStatusCommand(context));
        return commands;
    }

    /// Without a command of the group there is nothing to do.
    @Override
    public Integer call() {
        spec.commandLine().usage(context.console().err().writer());
        return ExitCode.USAGE.number();
    }
}
