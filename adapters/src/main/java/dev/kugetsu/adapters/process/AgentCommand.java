package dev.kugetsu.adapters.process;

import java.util.List;
import java.util.Map;

/// The command line of one turn; its standard input will be the turn's prompt file, unless it says otherwise.
///
/// @param environment added to what the turn inherits; never holds secrets of ours
public record AgentCommand(List<String> command, Map<String, String> environment, Stdin stdin) {

    /// What the program reads on its standard input.
    public enum Stdin {
        PROMPT,
        NOTHING
    }

    public AgentCommand {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
