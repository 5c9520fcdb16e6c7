package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.Format;
import dev.kugetsu.cli.output.Palette;
import dev.kugetsu.cli.output.Symbols;
import dev.kugetsu.cli.output.TerminalText;
import dev.kugetsu.supervisor.Housekeeping.Finding;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.json.Json;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `kugetsu doctor`: examines this machine.
@Command(
        name = "doctor",
        description = "Examine this machine and say what is missing or left over.",
        footer = {"", "Example:", "  kugetsu doctor"})
public final class DoctorCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private final JsonOption json = new JsonOption();

    public DoctorCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        List<Finding> findings = examine();
        if (json.format() == Format.JSON) {
            context.console().print(Json.of(findings));
        } else {
            findings.forEach(this::print);
        }
        boolean isSick = findings.stream().anyMatch(finding -> finding.level() == Finding.Level.ERROR);
        return (isSick ? ExitCode.UNAVAILABLE : ExitCode.DONE).number();
    }

    /// A home, a database or a configuration that cannot be used is a finding, and the first to be mended.
    private List<Finding> examine() {
        try (Supervisor supervisor = context.host().open()) {
            return supervisor.housekeeping().diagnose(context.directory());
        } catch (KugetsuException e) {
            return List.of(
                    new Finding(
                            Finding.Level.OK, "java", Runtime.version() + " at " + System.getProperty("java.home"), ""),
                    new Finding(
                            Finding.Level.ERROR,
                            "home",
                            String.valueOf(e.getMessage()),
                            e.next().orElse("")));
        }
    }

    private void print(Finding finding) {
        Console console = context.console();
        console.print(mark(finding.level(), console.out().palette(), console.symbols()) + " "
                + TerminalText.oneLine(finding.subject() + ": " + finding.message()));
        if (!finding.next().isEmpty()) {
            console.print("    next: " + TerminalText.oneLine(finding.next()));
        }
    }

    private static String mark(Finding.Level level, Palette palette, Symbols symbols) {
        return switch (level) {
            case OK -> palette.good(symbols.done());
            case WARNING -> palette.warning(symbols.warning());
            case ERROR -> palette.bad(symbols.failed());
        };
    }
}
