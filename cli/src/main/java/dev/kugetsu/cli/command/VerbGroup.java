package dev.kugetsu.cli.command;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// Verbs about one thing, such as `kugetsu task`.
final class VerbGroup implements Callable<Integer>, CommandGroup, DescribedCommand {

    private final SharedContext context;
    private final SequencedMap<String, Object> commands = new LinkedHashMap<>();
    private final CommandSpec spec;

    VerbGroup(SharedContext context, String name, String summary) {
        this.context = context;
        this.spec = CommandSpec.wrapWithoutInspection(this).name(name);
        spec.usageMessage().description(summary).synopsisSubcommandLabel("<command>");
    }

    void add(String name, Object command) {
        commands.put(name, command);
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public SequencedMap<String, Object> commands() {
        return commands;
    }

    /// Without a command of the group there is nothing to do.
    @Override
    public Integer call() {
        spec.commandLine().usage(context.console().err().writer());
        return ExitCode.USAGE.number();
    }
}
