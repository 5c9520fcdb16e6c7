package dev.kugetsu.cli.command;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `kugetsu project`: the registered repositories.
@Command(
        name = "project",
        description = "Register repositories, look at them, and remove them.",
        synopsisSubcommandLabel = "<command>",
        footer = {"", "Examples:", "  kugetsu project add --path ~/src/app", "  kugetsu project rm app"})
public final class ProjectCommand implements Callable<Integer>, CommandGroup {

    private final CommandContext context;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public ProjectCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public SequencedMap<String, Object> commands() {
        SequencedMap<String, Object> commands = new LinkedHashMap<>();
        commands.put("add", new ProjectAddCommand(context));
        commands.put("ls", new ProjectLsCommand(context));
        commands.put("get", new ProjectGetCommand(context));
        commands.put("rm", new ProjectRmCommand(context));
        return commands;
    }

    /// Without a command of the group there is nothing to do.
    @Override
    public Integer call() {
        spec.commandLine().usage(context.console().err().writer());
        return ExitCode.USAGE.number();
    }
}
