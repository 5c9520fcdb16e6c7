package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.ProcessIdentity;
import java.util.Optional;

/// One living process, as a snapshot of the system's process table shows it.
///
/// @param session the pid of the process that made its process session
/// @param turn the turn whose marker it carries
/// @param wrapped the turn whose wrapper it is part of
record ProcessEntry(
        ProcessIdentity identity, long parent, long session, Optional<String> turn, Optional<String> wrapped) {

    /// Marks the wrapper of a turn and its own few commands, which are not the agent's; holds the turn's id.
    static final String WRAPPER_MARKER = "KUGETSU_WRAPPER";

    long pid() {
        return identity.pid();
    }
}
