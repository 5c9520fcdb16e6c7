package dev.kugetsu.cli;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.cli.command.Host;
import dev.kugetsu.supervisor.Daemon;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Hooks.HookRequest;
import dev.kugetsu.supervisor.host.LocalHost;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// A supervisor and a daemon that are none.
///
/// @param fault of the configuration file, which a command that may start something must not overlook
record FakeHost(Supervisor supervisor, Daemon daemon, Optional<KugetsuException> fault) implements Host {

    FakeHost(Supervisor supervisor, Daemon daemon) {
        this(supervisor, daemon, Optional.empty());
    }

    @Override
    public Supervisor open() {
        fault.ifPresent(error -> {
            throw error;
        });
        return supervisor;
    }

    @Override
    public Supervisor openDespiteFaults(Consumer<KugetsuException> teller) {
        fault.ifPresent(teller);
        return supervisor;
    }

    @Override
    public Supervisor openForVerbs(Consumer<KugetsuException> teller) {
        return openDespiteFaults(teller);
    }

    @Override
    public boolean isNothingInTheWay(HookRequest request) {
        return false;
    }

    @Override
    public Optional<Path> hookProgram() {
        return Optional.of(Path.of("/opt/kugetsu/scripts/kugetsu-hook"));
    }

    @Override
    public Optional<ProcessIdentity> findCaller() {
        return Optional.empty();
    }

    @Override
    public Caller told(Caller caller, Map<String, String> environment) {
        return LocalHost.told(caller, environment);
    }
}
