package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.Format;
import dev.kugetsu.cli.output.TurnDisplay;
import dev.kugetsu.cli.output.TurnSummary;
import dev.kugetsu.cli.terminal.SignalTrap;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.TurnObserver;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.Turns;
import dev.kugetsu.supervisor.json.Json;
import java.util.function.Function;
import java.util.function.Supplier;

/// A turn that somebody waits for: shown while it happens, ended by signals, its outcome the exit code.
///
/// @param next tells the command that goes on from a report
record AttendedTurn(CommandContext context, Format format, Function<TurnReport, String> next) {

    int run(Turns turns, Function<TurnObserver, TurnReport> work) {
        TurnDisplay display = new TurnDisplay(context.console(), format, context.pathNames());
        try (Interruption interruption = new Interruption(turns, context);
                SignalTrap _ = SignalTrap.set(interruption::request)) {
            TurnReport report = attempt(
                    interruption,
                    () -> work.apply(progress -> {
                        interruption.watch(progress);
                        display.progressed(progress);
                    }));
            print(report);
            ExitCode code = interruption.wasRequested() ? ExitCode.INTERRUPTED : ExitCode.of(report.outcome());
            return code.number();
        }
    }

    private static TurnReport attempt(Interruption interruption, Supplier<TurnReport> work) {
        try {
            return work.get();
        } catch (KugetsuException e) {
            if (interruption.wasRequested()) {
                throw new KugetsuException(
                        Kind.INTERRUPTED,
                        String.valueOf(e.getMessage()),
                        e.next().orElse(null),
                        e);
            }
            throw e;
        }
    }

    private void print(TurnReport report) {
        Console console = context.console();
        new TurnSummary(report, next.apply(report)).print(console);
        if (format == Format.JSON) {
            console.print(Json.of(report));
        }
    }
}
