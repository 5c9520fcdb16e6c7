package dev.kugetsu.adapters;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A command for a pseudo-terminal.
///
/// @param environment the whole environment of the process, not an addition to ours
public record InteractiveCommand(List<String> command, Map<String, String> environment, Path directory) {

    public InteractiveCommand {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
