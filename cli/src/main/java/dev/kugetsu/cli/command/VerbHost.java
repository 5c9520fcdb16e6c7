package dev.kugetsu.cli.command;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What the verbs of agents work on.
public interface VerbHost {

    /// Has something done by the coordination of the home.
    <T> T coordinate(Function<Coordination, T> work);

    /// The program on whose behalf the command was called, as far as that can be told.
    Optional<ProcessIdentity> findCaller();

    /// The same caller with what its harness tells its shells by their environment.
    Caller told(Caller caller, Map<String, String> environment);
}
