package dev.kugetsu.supervisor.host;

import dev.kugetsu.adapters.Harness;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.adapters.process.TurnProcesses;
import dev.kugetsu.adapters.scripted.ScriptedHarness;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.base.BaseService;
import dev.kugetsu.supervisor.cleanup.CleanupWiring;
import dev.kugetsu.supervisor.config.Flags;
import dev.kugetsu.supervisor.config.Settings;
import dev.kugetsu.supervisor.harness.HarnessCatalog;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.project.BaseSessions;
import dev.kugetsu.supervisor.project.ProjectSettings;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.recovery.Recovery;
import dev.kugetsu.supervisor.store.RandomId;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.supervisor.turn.Pause;
import dev.kugetsu.supervisor.turn.TurnWiring;
import dev.kugetsu.worktrees.Worktrees;
import dev.kugetsu.worktrees.local.LocalWorktrees;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Hosts a supervisor in a process of ours, such as the command line: the one place where everything is put
/// together.
public final class LocalHost {

    private LocalHost() {}

    /// Opens the home that the environment names, makes it if there is none, and repairs what is half done.
    ///
    /// @throws dev.kugetsu.supervisor.KugetsuException `UNAVAILABLE` when the home or its database cannot be
    ///   used, `INVALID_INPUT` when its configuration holds an error
    public static Supervisor open(Map<String, String> environment) {
        Clock clock = Clock.systemUTC();
        KugetsuHome home = KugetsuHome.of(environment);
        home.create();
        Store store = Store.open(home);
        Worktrees worktrees = new LocalWorktrees(clock);
        Projects projects = new Projects(store, worktrees, clock);
        ProjectSettings settings = new ProjectSettings(home, environment, projects, worktrees);
        Settings machine = settings.ofMachine(Flags.NONE).settings();
        SystemProcesses processes = SystemProcesses.detect();
        BaseSessions bases = new BaseSessions(store);
        HarnessCatalog harnesses = new HarnessCatalog(harnesses(home, processes));
        RandomId ids = new RandomId();
        Pause pause = new Pause();
        TurnWiring.Parts parts = new TurnWiring.Parts(
                store,
                home,
                projects,
                settings,
                bases,
                harnesses,
                worktrees,
                request -> {
                    throw new IllegalStateException();
                },
                processes,
                ids,
                machine.stopGrace(),
                pause,
                clock);
        TurnWiring turns = TurnWiring.of(parts);
        CleanupWiring cleanup = CleanupWiring.of(parts, turns);
        new Recovery(store, turns.recovery(), cleanup.end(), cleanup.revival(), processes, machine.stopGrace())
                .repair();
        return new LocalSupervisor(
                new BaseService(store, projects, settings, bases, harnesses, turns.service(), ids, clock),
                cleanup.service(),
                turns.service(),
                new HousekeepingService(
                        cleanup.pruning(),
                        new Doctor(home, projects, settings, bases, harnesses, turns.records(), processes)),
                new ConfigurationService(projects, settings, worktrees),
                pause);
    }

    private static List<Harness> harnesses(KugetsuHome home, SystemProcesses processes) {
        TurnProcesses turnProcesses = new TurnProcesses(processes);
        List<Harness> harnesses = new ArrayList<>();
        harnesses.add(new ScriptedHarness(turnProcesses, home.harnessState().resolve("scripted")));
        return harnesses;
    }
}
