package dev.kugetsu.adapters.hook;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What makes a harness that we start ourselves call our hooks, without a change to anybody's settings. The
/// person's own hooks go on being called.
///
/// @param arguments for the harness's command line, before the prompt
/// @param environment added to that of the harness
/// @param files to be written before it starts, with their texts; all lie in the folder that was named
public record LaunchHooks(List<String> arguments, Map<String, String> environment, Map<Path, String> files) {

    public LaunchHooks {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        files = Map.copyOf(files);
    }
}
