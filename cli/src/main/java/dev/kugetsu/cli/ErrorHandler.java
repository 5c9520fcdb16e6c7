package dev.kugetsu.cli;

import dev.kugetsu.cli.command.ExitCode;
import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.ErrorReport;
import dev.kugetsu.cli.output.Format;
import dev.kugetsu.supervisor.KugetsuException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Turns whatever a command throws into a message and an exit code; the only place that does.
record ErrorHandler(Console console, Format format, Path logs)
        implements IExecutionExceptionHandler, IParameterExceptionHandler {

    @Override
    public int handleExecutionException(Exception exception, CommandLine command, ParseResult parsed) {
        return handle(exception).number();
    }

    @Override
    public int handleParseException(ParameterException exception, String[] arguments) {
        return handle(exception).number();
    }

    ExitCode handle(Throwable thrown) {
        return switch (thrown) {
            case KugetsuException failure -> report(failure);
            case ParameterException usage -> report(usage);
            default -> reportBug(thrown);
        };
    }

    private ExitCode report(KugetsuException failure) {
        String kind = failure.kind().name().toLowerCase(Locale.ROOT);
        new ErrorReport(kind, String.valueOf(failure.getMessage()), failure.next(), failure.details())
                .print(console, format);
        return ExitCode.of(failure.kind());
    }

    private ExitCode report(ParameterException usage) {
        CommandSpec command = usage.getCommandLine().getCommandSpec();
        Optional<String> unknown = unknownWord(usage);
        boolean isCommand = !command.subcommands().isEmpty()
                && unknown.filter(word -> !word.startsWith("-")).isPresent();
        String message = isCommand ? "there is no command '" + unknown.orElseThrow() + "'" : usage.getMessage();
        String hint = unknown.flatMap(word -> Suggestion.forWord(word, candidates(command, word)))
                .map(meant -> "did you mean " + meant + "? See ")
                .orElse("");
        String dash = unknown.filter(word -> word.startsWith("-") && takesMessage(command))
                .map(word -> "if '" + word + "' is the message, put -- before the arguments; else ")
                .orElse("");
        String kind = KugetsuException.Kind.INVALID_INPUT.name().toLowerCase(Locale.ROOT);
        print(kind, String.valueOf(message), Optional.of(dash + hint + command.qualifiedName() + " --help"));
        return ExitCode.USAGE;
    }

    private static boolean takesMessage(CommandSpec command) {
        return command.positionalParameters().stream()
                .anyMatch(parameter -> parameter.paramLabel().equals("<message>"));
    }

    private static Optional<String> unknownWord(ParameterException usage) {
        List<String> unknown = usage instanceof UnmatchedArgumentException unmatched
                ? unmatched.getUnmatched()
                : usage.getCommandLine().getUnmatchedArguments();
        return unknown.stream().findFirst();
    }

    private static Collection<String> candidates(CommandSpec command, String word) {
        return word.startsWith("-")
                ? command.optionsMap().keySet()
                : command.subcommands().keySet();
    }

    private ExitCode reportBug(Throwable bug) {
        String trace = BugReport.write(logs, bug);
        print("bug", "this is a bug of kugetsu: " + bug, Optional.of("report it with " + trace));
        return ExitCode.BUG;
    }

    private void print(String kind, String message, Optional<String> next) {
        new ErrorReport(kind, message, next, Optional.empty()).print(console, format);
    }
}
