package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.FishCompletion;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `kugetsu completion`: a script that lets a shell complete our commands.
@Command(
        name = "completion",
        description = "Print a script that lets a shell complete commands and options.",
        footer = {
            "",
            "Examples:",
            "  source <(kugetsu completion bash)",
            "  source <(kugetsu completion zsh)",
            "  kugetsu completion fish > ~/.config/fish/completions/kugetsu.fish"
        })
public final class CompletionCommand implements Callable<Integer> {

    private final CommandContext context;
    private final Supplier<CommandLine> allCommands;

    @Parameters(paramLabel = "<shell>", description = "bash, zsh or fish.")
    private Shell shell = Shell.bash;

    public CompletionCommand(CommandContext context, Supplier<CommandLine> allCommands) {
        this.context = context;
        this.allCommands = allCommands;
    }

    @Override
    public Integer call() {
        context.console().print(script(allCommands.get()));
        return ExitCode.DONE.number();
    }

    private String script(CommandLine commands) {
        return switch (shell) {
            // The script for bash turns on zsh's own support for such scripts.
            case bash, zsh -> AutoComplete.bash(commands.getCommandName(), commands);
            case fish -> FishCompletion.of(commands);
        };
    }

    /// Named as users type them.
    private enum Shell {
        bash,
        zsh,
        fish
    }
}
