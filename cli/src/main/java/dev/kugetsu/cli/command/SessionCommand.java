package dev.kugetsu.cli.command;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `kugetsu session`: everything that can be done with whole sessions.
@Command(
        name = "session",
        description = "Look at sessions, name them, end them, bring them back, and clear up after them.",
        synopsisSubcommandLabel = "<command>",
        footer = {"", "Examples:", "  kugetsu session ls --include-ended", "  kugetsu session kill fix-login"})
public final class SessionCommand implements Callable<Integer>, CommandGroup {

    private final CommandContext context;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public SessionCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public SequencedMap<String, Object> commands() {
        SequencedMap<String, Object> commands = new LinkedHashMap<>();
        commands.put("ls", new SessionLsCommand(context));
        commands.put("get", new SessionGetCommand(context));
        commands.put("rename", new SessionRenameCommand(context));
        commands.put("kill", new SessionKillCommand(context));
        commands.put("restore", new SessionRestoreCommand(context));
        commands.put("cleanup", new SessionCleanupCommand(context));
        return commands;
    }

    /// Without a command of the group there is nothing to do.
    @Override
    public Integer call() {
        spec.commandLine().usage(context.console().err().writer());
        return ExitCode.USAGE.number();
    }
}
