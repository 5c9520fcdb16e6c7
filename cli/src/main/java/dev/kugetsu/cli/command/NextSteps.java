package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Symbols;
import dev.kugetsu.supervisor.TurnReport;
import java.util.List;

/// The commands that go on from where a turn has ended.
///
/// @param session as the user typed it
record NextSteps(String session, Symbols symbols) {

    String after(TurnReport report) {
        return switch (report.outcome().orElse(null)) {
            case null -> "kugetsu logs " + ShellWord.of(session) + " -f";
            case SUCCEEDED, STOPPED, TIMED_OUT -> continued("");
            case BLOCKED -> continued(" --allow PERMISSION:PATTERN");
            case FAILED, LOST -> "kugetsu " + (isNeverBegun(report) ? "show " : "logs ") + ShellWord.of(session);
        };
    }

    /// After the first turn of a session: one that was called off before its agent began has left no session.
    String afterStart(TurnReport report) {
        boolean isCalledOff =
                report.outcome().filter(TurnReport.Outcome.STOPPED::equals).isPresent()
                        && report.startedAt().isEmpty();
        return isCalledOff
                ? "kugetsu start " + ShellWord.of(session) + " \"" + symbols.ellipsis() + "\""
                : after(report);
    }

    /// What never began has said nothing that could be read.
    private static boolean isNeverBegun(TurnReport report) {
        return report.failure()
                .filter(failure -> List.of("not_started", "session_not_found").contains(failure.kind()))
                .isPresent();
    }

    private String continued(String options) {
        return "kugetsu continue " + ShellWord.of(session) + " \"" + symbols.ellipsis() + "\"" + options;
    }
}
