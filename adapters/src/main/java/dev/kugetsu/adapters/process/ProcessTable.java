package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.ProcessIdentity;
import java.util.List;
import java.util.Optional;

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

    /// A process as a link of the chain above us; empty when it has ended, and where the table does not tell
    /// as much.
    Optional<Ancestor> ancestor(long pid);
}
