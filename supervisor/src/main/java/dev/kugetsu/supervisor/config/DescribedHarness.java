package dev.kugetsu.supervisor.config;

import dev.kugetsu.adapters.command.CommandHarnessSpec;
import java.util.Optional;

/// A harness that the user has described: any program, by the commands that drive it and by how its output is
/// read.
///
/// @param model the model of its turns, if it has one of its own; [Settings] heeds it already
/// @param maxTurns how many of its turns run at once; [Settings] heeds it already
public record DescribedHarness(CommandHarnessSpec spec, Optional<String> model, Optional<Integer> maxTurns) {

    public String name() {
        return spec.name();
    }

    /// Only the name: the environment of its processes may hold secrets.
    @Override
    public String toString() {
        return name();
    }
}
