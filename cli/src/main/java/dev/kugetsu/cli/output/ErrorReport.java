package dev.kugetsu.cli.output;

import dev.kugetsu.supervisor.json.Json;
import java.util.Optional;

/// What went wrong, as scripts read it.
///
/// @param kind a stable lower-case word
/// @param next what can be done about it
/// @param details what a script needs to know of it, such as who holds what was wanted
public record ErrorReport(String kind, String message, Optional<String> next, Optional<Record> details) {

    public void print(Console console, Format format) {
        Palette palette = console.err().palette();
        console.say(palette.bad("error:") + " " + TerminalText.clean(message));
        next.ifPresent(step -> console.say(palette.dim("next:") + "  " + TerminalText.clean(step)));
        if (format == Format.JSON) {
            console.print(Json.of(new Envelope(this)));
        }
    }

    private record Envelope(ErrorReport error) {}
}
