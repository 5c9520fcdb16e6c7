package dev.kugetsu.cli.command;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What those commands work on that the daemon does for others too.
public interface SharedHost {

    /// Has something done by the coordination of the home.
    <T> T coordinate(Function<Coordination, T> work);

    /// Looks at what the home holds.
    <T> T look(Function<Supervisor, T> work);

    /// The program on whose behalf the command was called, as far as that can be told.
    Optional<ProcessIdentity> findCaller();

    /// The same caller with what its harness tells its shells by their environment.
    Caller told(Caller caller, Map<String, String> environment);
}
