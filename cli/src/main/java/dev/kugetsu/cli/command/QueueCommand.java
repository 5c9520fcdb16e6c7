package dev.kugetsu.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `kugetsu queue`: the commands around the turns that wait.
@Command(
        name = "queue",
        description = "See and steer the turns that wait for a slot.",
        footer = {"", "Example:", "  kugetsu queue list"})
public final class QueueCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /// Without a command of its own there is nothing to do.
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE.number();
    }
}
