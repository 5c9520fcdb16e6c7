package dev.kugetsu.cli;

import dev.kugetsu.cli.command.BuildInfo;
import dev.kugetsu.cli.command.ExitCode;
import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.Format;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.RunLast;

/// The whole program but for the process around it.
///
/// @param logs the folder for what a user should not have to see
record Cli(Console console, CommandCatalog catalog, Path logs) {

    /// Runs one command.
    ///
    /// @return the exit code
    int run(List<String> arguments) {
        ErrorHandler errors = new ErrorHandler(console, format(arguments), logs);
        try {
            CommandLine line = catalog.forArguments(arguments);
            line.setOut(console.out().writer())
                    .setErr(console.err().writer())
                    .setExpandAtFiles(false) // A message may begin with @.
                    .setAllowOptionsAsOptionParameters(false)
                    .setUsageHelpAutoWidth(false)
                    .setUsageHelpWidth(100)
                    .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                    .setParameterExceptionHandler(errors)
                    .setExecutionExceptionHandler(errors)
                    .setExecutionStrategy(this::execute);
            return line.execute(arguments.toArray(String[]::new));
        } catch (Throwable bug) {
            return errors.handle(bug).number();
        } finally {
            console.out().writer().flush();
            console.err().writer().flush();
        }
    }

    private int execute(CommandLine.ParseResult parsed) {
        if (parsed.isVersionHelpRequested()) {
            console.print("kugetsu " + BuildInfo.read());
            return ExitCode.DONE.number();
        }
        if (!parsed.isUsageHelpRequested() && !parsed.hasSubcommand()) {
            CommandLine root = parsed.commandSpec().commandLine();
            root.usage(console.err().writer());
            return ExitCode.USAGE.number();
        }
        return new RunLast().execute(parsed);
    }

    /// Known before the arguments are parsed, because an error in them is reported in it too.
    private static Format format(List<String> arguments) {
        boolean isJson = arguments.stream().anyMatch(word -> word.equals("--json") || word.startsWith("--json="));
        return isJson ? Format.JSON : Format.TEXT;
    }
}
