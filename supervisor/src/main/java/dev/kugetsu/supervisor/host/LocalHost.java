package dev.kugetsu.supervisor.host;

import dev.kugetsu.adapters.CommandRunner;
import dev.kugetsu.adapters.Harness;
import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.Processes;
import dev.kugetsu.adapters.command.CommandHarness;
import dev.kugetsu.adapters.command.ForgottenHarness;
import dev.kugetsu.adapters.hook.HookDialects;
import dev.kugetsu.adapters.hook.HookInstallations;
import dev.kugetsu.adapters.opencode.OpencodeHarness;
import dev.kugetsu.adapters.opencode.OpencodeOptions;
import dev.kugetsu.adapters.process.DetachedCommands;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.adapters.process.TurnProcesses;
import dev.kugetsu.adapters.scripted.ScriptedHarness;
import dev.kugetsu.supervisor.Audit;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.access.ScopedSupervisor;
import dev.kugetsu.supervisor.access.Token;
import dev.kugetsu.supervisor.access.Tokens;
import dev.kugetsu.supervisor.audit.AuditWiring;
import dev.kugetsu.supervisor.base.BaseService;
import dev.kugetsu.supervisor.capacity.MachineProbe;
import dev.kugetsu.supervisor.capacity.MachineSettings;
import dev.kugetsu.supervisor.capacity.QueueReading;
import dev.kugetsu.supervisor.change.ChangeLog;
import dev.kugetsu.supervisor.cleanup.CleanupWiring;
import dev.kugetsu.supervisor.config.DescribedHarness;
import dev.kugetsu.supervisor.config.Flags;
import dev.kugetsu.supervisor.config.HomeFile;
import dev.kugetsu.supervisor.config.Settings;
import dev.kugetsu.supervisor.config.SettingsResolver;
import dev.kugetsu.supervisor.config.Sources;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.daemon.DaemonControl;
import dev.kugetsu.supervisor.dispatch.DispatchParts;
import dev.kugetsu.supervisor.dispatch.Dispatcher;
import dev.kugetsu.supervisor.dispatch.QueueService;
import dev.kugetsu.supervisor.harness.HarnessCatalog;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.hook.HookFileService;
import dev.kugetsu.supervisor.maintenance.Backups;
import dev.kugetsu.supervisor.message.MessageWiring;
import dev.kugetsu.supervisor.project.BaseSessions;
import dev.kugetsu.supervisor.project.ProjectSettings;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.recovery.Recovery;
import dev.kugetsu.supervisor.registry.ProjectRemoval;
import dev.kugetsu.supervisor.registry.ProjectService;
import dev.kugetsu.supervisor.store.RandomId;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.supervisor.turn.Pause;
import dev.kugetsu.supervisor.turn.QueueHost;
import dev.kugetsu.supervisor.turn.TurnWiring;
import dev.kugetsu.worktrees.Worktrees;
import dev.kugetsu.worktrees.local.LocalExclusions;
import dev.kugetsu.worktrees.local.LocalWorktrees;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Hosts a supervisor in a process of ours, such as the command line: the one place where everything is put
/// together.
public final class LocalHost {

    /// A short opencode command takes about a second; under load, and on its very first start, many.
    private static final Duration OPENCODE_COMMAND_DEADLINE = Duration.ofMinutes(2);

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
        return open(home, environment, leaves(home, environment).calling(hookProgram));
    }

    /// Opens the home like {@link #open}, and also while its configuration file holds an error: then as if
    /// there were none, so that what runs can be seen and ended. Then nothing is repaired either, because
    /// agents that only the file describes would not be understood. Only for what launches nothing.
    ///
    /// @param teller is told of the error
    public static Supervisor openDespiteFaults(Map<String, String> environment, Consumer<KugetsuException> teller) {
        KugetsuHome home = KugetsuHome.of(environment);
        home.create();
        Optional<KugetsuException> fault = findFault(home, environment);
        if (fault.isEmpty()) {
            return open(home, environment, leaves(home, environment));
        }
        Leaves leaves = leaves(home, environment, resolve(environment, Optional.empty()));
        Assembly assembly =
                assemble(home, environment, leaves, control(home, leaves)::isReady, Optional::<HomeFile>empty);
        teller.accept(fault.get());
        return assembly.supervisor();
    }

    private static Optional<KugetsuException> findFault(KugetsuHome home, Map<String, String> environment) {
        try {
            machine(home, environment);
            return Optional.empty();
        } catch (KugetsuException e) {
            return Optional.of(e);
        }
    }

    /// What a supervisor drives: everything outside of its own store.
    ///
    /// @param hookProgram what harnesses call as their hook
    record Leaves(
            Worktrees worktrees,
            List<Harness> harnesses,
            CommandRunner commands,
            Processes processes,
            Optional<Path> hookProgram) {

        Leaves(Worktrees worktrees, List<Harness> harnesses, CommandRunner commands, Processes processes) {
            this(worktrees, harnesses, commands, processes, Optional.empty());
        }

        Leaves calling(Optional<Path> program) {
            return new Leaves(worktrees, harnesses, commands, processes, program);
        }
    }

    static Leaves leaves(KugetsuHome home, Map<String, String> environment) {
        return leaves(home, environment, machine(home, environment));
    }

    private static Leaves leaves(KugetsuHome home, Map<String, String> environment, Settings machine) {
        SystemProcesses processes = SystemProcesses.detect();
        return new Leaves(
                new LocalWorktrees(Clock.systemUTC()),
                harnesses(home, machine, processes, environment),
                new DetachedCommands(processes),
                processes);
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
        return wire(home, environment, leaves, control(home, leaves)::isReady).supervisor();
    }

    /// Puts everything together and repairs what is half done.
    static Assembly wire(KugetsuHome home, Map<String, String> environment, Leaves leaves, QueueHost queueHost) {
        Assembly assembly = assemble(home, environment, leaves, queueHost);
        assembly.recovery().repair();
        return assembly;
    }

    private static DaemonControl control(KugetsuHome home, Leaves leaves) {
        return new DaemonControl(home, leaves.processes(), log -> {
            throw new IOException("only a command may start a daemon");
        });
    }

    /// What a host needs besides the port.
    ///
    /// @param dispatcher serves the queue of the home; nobody has started it yet
    /// @param tokens recognizes agents
    record Assembly(
            Store store,
            ProjectSettings settings,
            Recovery recovery,
            Supervisor supervisor,
            Tokens tokens,
            Dispatcher dispatcher) {}

    /// Puts everything together; changes nothing.
    ///
    /// @param queueHost tells whether turns are handed to the queue
    static Assembly assemble(KugetsuHome home, Map<String, String> environment, Leaves leaves, QueueHost queueHost) {
        return assemble(home, environment, leaves, queueHost, () -> HomeFile.read(home.directory()));
    }

    private static Assembly assemble(
            KugetsuHome home,
            Map<String, String> environment,
            Leaves leaves,
            QueueHost queueHost,
            Supplier<Optional<HomeFile>> file) {
        Clock clock = Clock.systemUTC();
        Store store = Store.open(home);
        Projects projects = new Projects(store, leaves.worktrees(), clock);
        ProjectSettings settings = new ProjectSettings(file, environment, projects, leaves.worktrees());
        BaseSessions bases = new BaseSessions(store);
        HarnessCatalog harnesses = new HarnessCatalog(leaves.harnesses(), LocalHost::forgotten);
        RandomId ids = new RandomId();
        Pause pause = new Pause();
        MachineSettings machine = new MachineSettings(settings);
        Duration stopGrace = machine.get().stopGrace();
        QueueReading queue = new QueueReading(
                store, machine, new MachineProbe(home.directory()), leaves.processes(), ZoneId.systemDefault(), clock);
        TurnWiring.Parts parts = new TurnWiring.Parts(
                store,
                home,
                projects,
                settings,
                bases,
                harnesses,
                leaves.worktrees(),
                leaves.commands(),
                leaves.processes(),
                leaves.hookProgram(),
                ids,
                queue,
                queueHost,
                machine,
                stopGrace,
                pause,
                clock);
        TurnWiring turns = TurnWiring.of(parts);
        CleanupWiring cleanup = CleanupWiring.of(parts, turns);
        Recovery recovery = new Recovery(
                store,
                turns.recovery(),
                cleanup.end(),
                cleanup.kill(),
                cleanup.endedWorktrees(),
                cleanup.revival(),
                turns.claim(),
                stopGrace);
        QueueService queueService = new QueueService(store, queue, turns.references(), turns.stop(), clock);
        Audit audit = AuditWiring.of(parts, turns, cleanup, recovery);
        Doctor doctor = new Doctor(
                home,
                projects,
                settings,
                bases,
                harnesses,
                queueService,
                audit,
                new DaemonFindings(control(home, leaves), new Backups(home, clock), clock));
        CoordinationWiring coordination = CoordinationWiring.of(parts);
        Supervisor supervisor = new LocalSupervisor(
                new BaseService(store, projects, settings, bases, harnesses, turns.service(), ids, clock),
                cleanup.service(),
                turns.service(),
                queueService,
                new HousekeepingService(cleanup.pruning(), doctor),
                new ConfigurationService(projects, settings, leaves.worktrees()),
                new ProjectService(
                        store,
                        projects,
                        bases,
                        new ProjectRemoval(store, projects, settings, cleanup.kill(), cleanup.endedWorktrees())),
                MessageWiring.of(parts, turns),
                audit,
                new ChangeLog(store, turns.references()),
                coordination.coordination(),
                coordination.hooks(),
                new HookFileService(
                        HookInstallations.of(
                                environment,
                                Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")))),
                        new LocalExclusions()),
                pause,
                store);
        Tokens tokens = new Tokens(store, clock);
        return new Assembly(
                store,
                settings,
                recovery,
                scoped(supervisor, environment, tokens, () -> longestTurn(settings)),
                tokens,
                new Dispatcher(new DispatchParts(
                        store, turns.slots(), turns.records(), turns.queued(), recovery, leaves.processes(), clock)));
    }

    /// The environment of an agent holds a token; then this supervisor does what the agent's session may, and
    /// nothing else.
    private static Supervisor scoped(
            Supervisor supervisor, Map<String, String> environment, Tokens tokens, Supplier<Duration> longestTurn) {
        Optional<Token> token =
                Optional.ofNullable(environment.get(Token.VARIABLE)).map(Token::new);
        return token.isPresent()
                ? new ScopedSupervisor(supervisor, tokens.scope(token.get()), longestTurn)
                : supervisor;
    }

    /// What no agent may exceed.
    static Duration longestTurn(ProjectSettings settings) {
        return settings.ofMachine(Flags.NONE).settings().deadlines().turn();
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

    private static Harness forgotten(String name) {
        return new ForgottenHarness(name, new TurnProcesses(SystemProcesses.detect()));
    }

    private static List<Harness> harnesses(
            KugetsuHome home, Settings machine, SystemProcesses processes, Map<String, String> environment) {
        TurnProcesses turnProcesses = new TurnProcesses(processes);
        List<Harness> harnesses = new ArrayList<>();
        harnesses.add(new OpencodeHarness(
                turnProcesses,
                new OpencodeOptions(
                        Optional.of(machine.harnesses().opencodeProgram())
                                .map(Path::of)
                                .filter(Path::isAbsolute),
                        environment,
                        home.harnessState().resolve("opencode"),
                        OPENCODE_COMMAND_DEADLINE)));
        harnesses.add(new ScriptedHarness(turnProcesses, home.harnessState().resolve("scripted")));
        for (DescribedHarness described : machine.harnesses().described()) {
            harnesses.add(new CommandHarness(
                    described.spec(), turnProcesses, home.harnessState().resolve(described.name())));
        }
        return harnesses;
    }
}
