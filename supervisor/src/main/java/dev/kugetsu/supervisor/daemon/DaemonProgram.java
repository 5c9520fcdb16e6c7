package dev.kugetsu.supervisor.daemon;

import java.io.IOException;
import java.nio.file.Path;

/// Starts the program that is the daemon, as a process that outlives us.
@FunctionalInterface
public interface DaemonProgram {

    /// Returns at once.
    ///
    /// @param log receives what it writes
    Process start(Path log) throws IOException;
}
