package dev.kugetsu.supervisor.host;

import dev.kugetsu.adapters.hook.HookInstallations;
import dev.kugetsu.supervisor.Audit;
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
import dev.kugetsu.supervisor.config.Flags;
import dev.kugetsu.supervisor.config.HomeFile;
import dev.kugetsu.supervisor.daemon.DaemonControl;
import dev.kugetsu.supervisor.dispatch.DispatchParts;
import dev.kugetsu.supervisor.dispatch.Dispatcher;
import dev.kugetsu.supervisor.dispatch.QueueService;
import dev.kugetsu.supervisor.harness.HarnessCatalog;
import dev.kugetsu.supervisor.harness.HarnessSessions;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.hook.HookFileService;
import dev.kugetsu.supervisor.maintenance.Backups;
import dev.kugetsu.supervisor.message.MessageWiring;
import dev.kugetsu.supervisor.project.BaseSessions;
import dev.kugetsu.supervisor.project.ProjectSettings;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.project.Registrations;
import dev.kugetsu.supervisor.recovery.Recovery;
import dev.kugetsu.supervisor.registry.ProjectRemoval;
import dev.kugetsu.supervisor.registry.ProjectService;
import dev.kugetsu.supervisor.store.RandomId;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.supervisor.turn.Pause;
import dev.kugetsu.supervisor.turn.QueueHost;
import dev.kugetsu.supervisor.turn.TurnWiring;
import dev.kugetsu.worktrees.local.LocalExclusions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Everything of a home, put together: what a host needs besides the port.
///
/// @param dispatcher serves the queue of the home; nobody has started it yet
/// @param tokens recognizes agents
record HomeAssembly(
        Store store,
        ProjectSettings settings,
        Recovery recovery,
        Supervisor supervisor,
        Tokens tokens,
        Dispatcher dispatcher) {

    /// Puts everything together; changes nothing.
    ///
    /// @param queueHost tells whether turns are handed to the queue
    static HomeAssembly assemble(
            KugetsuHome home, Map<String, String> environment, Leaves leaves, QueueHost queueHost) {
        return assemble(home, environment, leaves, queueHost, () -> HomeFile.read(home.directory()));
    }

    /// @param file reads the configuration file
    static HomeAssembly assemble(
            KugetsuHome home,
            Map<String, String> environment,
            Leaves leaves,
            QueueHost queueHost,
            Supplier<Optional<HomeFile>> file) {
        Clock clock = Clock.systemUTC();
        Store store = Store.open(home);
        Projects projects = new Projects(store, leaves.worktrees());
        Registrations registrations = new Registrations(store, clock);
        ProjectSettings settings = new ProjectSettings(file, environment, projects, registrations, leaves.worktrees());
        BaseSessions bases = new BaseSessions(store);
        HarnessCatalog harnesses = new HarnessCatalog(leaves.harnesses(), Leaves::forgotten);
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
        CoordinationWiring coordination = CoordinationWiring.of(parts, registrations);
        TurnWiring turns = TurnWiring.of(parts, coordination.watch());
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
                settings,
                new ProjectFindings(projects, bases, new HarnessSessions(harnesses)),
                harnesses,
                queueService,
                audit,
                new DaemonFindings(control(home, leaves), new Backups(home, clock), clock));
        Supervisor supervisor = new LocalSupervisor(
                new BaseService(
                        store, projects, registrations, settings, bases, harnesses, turns.service(), ids, clock),
                cleanup.service(),
                turns.service(),
                queueService,
                new HousekeepingService(cleanup.pruning(), doctor),
                new ConfigurationService(projects, registrations, settings, leaves.worktrees()),
                new ProjectService(
                        store,
                        projects,
                        registrations,
                        bases,
                        new ProjectRemoval(store, registrations, settings, cleanup.kill(), cleanup.endedWorktrees())),
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
        return new HomeAssembly(
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

    /// Steers the daemon of the home from a process that cannot start one.
    static DaemonControl control(KugetsuHome home, Leaves leaves) {
        return new DaemonControl(home, leaves.processes(), log -> {
            throw new IOException("only a command may start a daemon");
        });
    }
}
