package dev.kugetsu.cli.command;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.Daemon;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Hooks.HookRequest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What a command works on.
public interface Host {

    /// Opens the supervisor; the command closes it.
    Supervisor open();

    /// Opens the supervisor for what launches nothing, also while the configuration file holds an error; then
    /// it goes on as if there were no such file.
    ///
    /// @param teller is told of the error
    Supervisor openDespiteFaults(Consumer<KugetsuException> teller);

    /// Opens the supervisor for what agents have to do with each other, in spite of such an error too.
    ///
    /// @param teller is told of the error
    Supervisor openForVerbs(Consumer<KugetsuException> teller);

    /// The program on whose behalf this command was called, as far as that can be told.
    Optional<ProcessIdentity> findCaller();

    /// The same caller with what its harness tells its shells by their environment.
    Caller told(Caller caller, Map<String, String> environment);

    /// Whether a hook asks for what is certainly in nobody's way; opens no supervisor.
    boolean isNothingInTheWay(HookRequest request);

    /// What harnesses are to call as their hook, where we were started by our launcher.
    Optional<Path> hookProgram();

    /// The daemon of the same home; opens nothing.
    Daemon daemon();
}
