package dev.kugetsu.cli.command;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `kugetsu orchestrator`: sessions whose agents start and steer workers.
@Command(
        name = "orchestrator",
        description = "Look at sessions whose agents start and steer workers.",
        synopsisSubcommandLabel = "<command>",
        footer = {"", "Examples:", "  kugetsu orchestrator ls"})
public final class OrchestratorCommand implements Callable<Integer>, CommandGroup {

    private final CommandContext context;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public OrchestratorCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public SequencedMap<String, Object> commands() {
        SequencedMap<String, Object> commands = new LinkedHashMap<>();
        commands.put("ls", new OrchestratorLsCommand(context));
        return commands;
    }

    /// Without a command of the group there is nothing to do.
    @Override
    public Integer call() {
        spec.commandLine().usage(context.console().err().writer());
        return ExitCode.USAGE.number();
    }
}
