package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.ProcessIdentity;
import java.util.List;

/// Reads the system's process table. Thread-safe.
interface ProcessTable {

    /// How a wrapper has to read the same table.
    WrapperDialect dialect();

    /// What the identity of a process ends with, after its pid and its start.
    String origin();

    ProcessIdentity current();

    Liveness probe(ProcessIdentity process);

    /// Every process that lives and that we may look at; zombies do not live.
    ///
    /// @throws java.io.UncheckedIOException when the table cannot be read at all
    List<ProcessEntry> snapshot();
}
