package dev.kugetsu.supervisor.host;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.hook.HookDialects;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.config.Flags;
import dev.kugetsu.supervisor.config.HomeFile;
import dev.kugetsu.supervisor.config.Settings;
import dev.kugetsu.supervisor.config.SettingsResolver;
import dev.kugetsu.supervisor.config.Sources;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.turn.QueueHost;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Hosts a supervisor in a process of ours, such as the command line.
public final class LocalHost {

    private LocalHost() {}

    /// Opens the home that the environment names, makes it if there is none, and repairs what is half done.
    ///
    /// @throws dev.kugetsu.supervisor.KugetsuException `UNAVAILABLE` when the home or its database cannot be
    ///   used, `INVALID_INPUT` when its configuration holds an error
    public static Supervisor open(Map<String, String> environment) {
        return open(environment, Optional.empty());
    }

    /// Opens the home like {@link #open(Map)}, in a program that agents can call.
    ///
    /// @param hookProgram what the harnesses of turns that are launched here call as their hook
    public static Supervisor open(Map<String, String> environment, Optional<Path> hookProgram) {
        KugetsuHome home = KugetsuHome.of(environment);
        home.create();
        return open(home, environment, Leaves.of(home, environment).calling(hookProgram));
    }

    /// Opens the home like {@link #open}, and also while its configuration file holds an error: then as if
    /// there were none, so that what runs can be seen and ended. Then nothing is repaired either, because
    /// agents that only the file describes would not be understood. Only for what launches nothing.
    ///
    /// @param teller is told of the error
    public static Supervisor openDespiteFaults(Map<String, String> environment, Consumer<KugetsuException> teller) {
        return openDespiteFaults(environment, teller, LocalHost::open);
    }

    /// Opens the home like {@link #openDespiteFaults(Map, Consumer)} for what agents have to do with each other,
    /// and repairs nothing: that takes longer than most of it, it is not theirs to do, and whoever is dead is
    /// told by his process.
    public static Supervisor openForVerbs(Map<String, String> environment, Consumer<KugetsuException> teller) {
        return openDespiteFaults(
                environment,
                teller,
                (home, same, leaves) -> HomeAssembly.assemble(
                                home, same, leaves, HomeAssembly.control(home, leaves)::isReady)
                        .supervisor());
    }

    /// Opens a home whose configuration is in order.
    @FunctionalInterface
    private interface Opening {
        Supervisor open(KugetsuHome home, Map<String, String> environment, Leaves leaves);
    }

    private static Supervisor openDespiteFaults(
            Map<String, String> environment, Consumer<KugetsuException> teller, Opening opening) {
        KugetsuHome home = KugetsuHome.of(environment);
        home.create();
        Settings machine;
        try {
            machine = machine(home, environment);
        } catch (KugetsuException fault) {
            Leaves leaves = Leaves.of(home, environment, resolve(environment, Optional.empty()));
            HomeAssembly assembly = HomeAssembly.assemble(
                    home, environment, leaves, HomeAssembly.control(home, leaves)::isReady, Optional::<HomeFile>empty);
            teller.accept(fault);
            return assembly.supervisor();
        }
        return opening.open(home, environment, Leaves.of(home, environment, machine));
    }

    /// An error in the configuration of the home that the environment names.
    public static Optional<KugetsuException> findFault(Map<String, String> environment) {
        try {
            machine(KugetsuHome.of(environment), environment);
            return Optional.empty();
        } catch (KugetsuException e) {
            return Optional.of(e);
        }
    }

    /// The settings that hold for the whole machine.
    static Settings machine(KugetsuHome home, Map<String, String> environment) {
        return resolve(environment, HomeFile.read(home.directory()));
    }

    private static Settings resolve(Map<String, String> environment, Optional<HomeFile> file) {
        return SettingsResolver.resolve(new Sources(Flags.NONE, environment, Optional.empty(), file))
                .settings();
    }

    static Supervisor open(KugetsuHome home, Map<String, String> environment, Leaves leaves) {
        return wire(home, environment, leaves, HomeAssembly.control(home, leaves)::isReady)
                .supervisor();
    }

    /// Puts everything together and repairs what is half done.
    static HomeAssembly wire(KugetsuHome home, Map<String, String> environment, Leaves leaves, QueueHost queueHost) {
        HomeAssembly assembly = HomeAssembly.assemble(home, environment, leaves, queueHost);
        assembly.recovery().repair();
        return assembly;
    }

    /// The program on whose behalf this process was called, such as an agent; empty when that cannot be told.
    public static Optional<ProcessIdentity> findCaller() {
        return SystemProcesses.detect().findCaller();
    }

    /// The program on whose behalf a process of another was called.
    public static Optional<ProcessIdentity> findCaller(long pid) {
        return SystemProcesses.detect().findCaller(pid);
    }

    /// The same caller with what its harness tells its shells by their environment; unchanged where it tells
    /// nothing.
    public static Caller told(Caller caller, Map<String, String> environment) {
        return HookDialects.findSession(environment)
                .map(told -> caller.toldBy(told.harness(), Optional.of(told.session())))
                .orElse(caller);
    }
}
