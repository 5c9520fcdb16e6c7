package dev.kugetsu.cli.command;

import dev.kugetsu.cli.convert.MessageText;
import dev.kugetsu.cli.output.Channel;
import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.TerminalText;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.SessionRef;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/// What those commands find around them that the daemon does for others too.
///
/// @param directory the absolute folder the caller stands in
public record SharedContext(
        SharedHost host, Console console, Map<String, String> environment, Path directory, InstantSource clock) {

    public SharedContext {
        environment = Map.copyOf(environment);
    }

    SessionRef session(String text) {
        return new SessionRef(text, directory);
    }

    /// Says that the configuration file holds an error, and that this goes on in spite of it.
    public void warnOfFault(KugetsuException fault) {
        warn(
                fault.getMessage() + "; this goes on as if there were no such file, and nothing can be started",
                fault.next().orElse("see `kugetsu config`"));
    }

    void warn(String message, String next) {
        console.say(console.err().palette().warning("warning:") + " " + TerminalText.clean(message));
        console.say(console.err().palette().dim("next:") + "  " + TerminalText.clean(next));
    }

    /// The message for an agent that an argument stands for.
    String message(String argument) {
        if (MessageText.isFromInput(argument) && console.inputKind() == Channel.Kind.TERMINAL) {
            console.say("type the message; Ctrl-D on an empty line ends it");
        }
        return MessageText.read(argument, console.in());
    }
}
