package dev.kugetsu.cli.output;

import dev.kugetsu.supervisor.Daemon.State;
import dev.kugetsu.supervisor.Daemon.Status;
import dev.kugetsu.supervisor.json.Json;
import java.time.Instant;
import java.util.Locale;

/// How the daemon is, on one line; what else is to be told goes with the messages.
///
/// @param now to tell its age
public record DaemonLine(Status status, Instant now) {

    /// Prints it, and what else is to be told of it.
    public void print(Console console, Format format) {
        if (format == Format.JSON) {
            console.print(Json.of(status));
            return;
        }
        console.print(toString());
        status.notices().forEach(notice -> console.say(TerminalText.oneLine(notice)));
    }

    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(word(status.state()));
        status.pid().ifPresent(pid -> line.append(", process ").append(pid));
        status.port().ifPresent(port -> line.append(", port ").append(port));
        status.version().ifPresent(version -> line.append(", version ").append(version));
        status.startedAt().ifPresent(then -> line.append(", started ").append(Amounts.age(then, now)));
        if (status.state() != State.READY) {
            line.append(": ").append(status.reason());
        }
        return TerminalText.oneLine(line.toString());
    }

    private static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
