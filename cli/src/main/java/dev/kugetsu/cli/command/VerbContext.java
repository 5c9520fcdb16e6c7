package dev.kugetsu.cli.command;

import dev.kugetsu.cli.convert.MessageText;
import dev.kugetsu.cli.output.Channel;
import dev.kugetsu.cli.output.Console;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/// What the commands of agents find around them.
///
/// @param directory the absolute folder the caller stands in
public record VerbContext(
        VerbHost host, Console console, Map<String, String> environment, Path directory, InstantSource clock) {

    public VerbContext {
        environment = Map.copyOf(environment);
    }

    /// The message for an agent that an argument stands for.
    String message(String argument) {
        if (MessageText.isFromInput(argument) && console.inputKind() == Channel.Kind.TERMINAL) {
            console.say("type the message; Ctrl-D on an empty line ends it");
        }
        return MessageText.read(argument, console.in());
    }
}
