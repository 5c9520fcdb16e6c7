package dev.kugetsu.supervisor.capacity;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What a machine had to spare at one moment; empty is what it does not tell.
///
/// @param memoryPressure per cent of the last 10 s in which something waited for memory
/// @param freeDiskBytes where the home is
public record MachineFacts(
        OptionalLong availableMemoryBytes, OptionalDouble memoryPressure, OptionalLong freeDiskBytes) {

    /// Nothing is known.
    public static final MachineFacts UNKNOWN =
            new MachineFacts(OptionalLong.empty(), OptionalDouble.empty(), OptionalLong.empty());
}
