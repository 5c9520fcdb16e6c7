package dev.kugetsu.cli.command;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `kugetsu schema`: what the verbs of coordination take and answer, for programs.
@Command(
        name = "schema",
        description = "Print what verbs take and answer as JSON Schemas.",
        synopsisSubcommandLabel = "<command>",
        footer = {"", "Examples:", "  kugetsu schema list", "  kugetsu schema show lock.acquire"})
public final class SchemaCommand implements Callable<Integer>, CommandGroup {

    private final CommandContext context;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public SchemaCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public SequencedMap<String, Object> commands() {
        SequencedMap<String, Object> commands = new LinkedHashMap<>();
        commands.put("list", new SchemaListCommand(context));
        commands.put("show", new SchemaShowCommand(context));
        commands.put("all", new SchemaAllCommand(context));
        return commands;
    }

    /// Without a command of the group there is nothing to do.
    @Override
    public Integer call() {
        spec.commandLine().usage(context.console().err().writer());
        return ExitCode.USAGE.number();
    }
}
