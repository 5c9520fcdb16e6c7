package dev.kugetsu.supervisor.turn;

import dev.kugetsu.supervisor.capacity.MachineSettings;
import dev.kugetsu.supervisor.session.Session;
import java.nio.file.Path;
import java.util.Optional;

/// Whether the agent of a session is to call our hooks. Thread-safe.
///
/// @param program what it would call
record AgentHooks(Optional<Path> program, MachineSettings settings) {

    /// What it calls. A session that makes a base is nobody's: it has no token, and would be taken for an agent
    /// of its own.
    Optional<Path> program(Session session) {
        boolean isWanted = session.kind() != Session.Kind.BASE
                && settings.get().harnesses().areHooked();
        return program.filter(known -> isWanted);
    }
}
