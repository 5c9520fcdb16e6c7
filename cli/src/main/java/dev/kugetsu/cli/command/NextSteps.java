package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Symbols;
import dev.kugetsu.supervisor.TurnReport;

/// The commands that go on from where a turn has ended.
///
/// @param session as the user typed it
record NextSteps(String session, Symbols symbols) {

    String after(TurnReport report) {
        return switch (report.outcome().orElse(null)) {
            case null -> "kugetsu logs " + ShellWord.of(session) + " -f";
            case SUCCEEDED, STOPPED, TIMED_OUT -> continued("");
            case BLOCKED -> continued(" --allow PERMISSION:PATTERN");
            case FAILED, LOST -> "kugetsu logs " + ShellWord.of(session);
        };
    }

    private String continued(String options) {
        return "kugetsu continue " + ShellWord.of(session) + " \"" + symbols.ellipsis() + "\"" + options;
    }
}
