package dev.kugetsu.supervisor.dispatch;

import dev.kugetsu.adapters.Harness;
import dev.kugetsu.adapters.command.ForgottenHarness;
import dev.kugetsu.adapters.process.DetachedCommands;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.adapters.process.TurnProcesses;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.capacity.MachineProbe;
import dev.kugetsu.supervisor.capacity.MachineSettings;
import dev.kugetsu.supervisor.capacity.QueueReading;
import dev.kugetsu.supervisor.cleanup.CleanupWiring;
import dev.kugetsu.supervisor.harness.HarnessCatalog;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.project.BaseSessions;
import dev.kugetsu.supervisor.project.ProjectSettings;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.project.Registrations;
import dev.kugetsu.supervisor.recovery.Recovery;
import dev.kugetsu.supervisor.store.RandomId;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.supervisor.turn.Pause;
import dev.kugetsu.supervisor.turn.TurnContext;
import dev.kugetsu.supervisor.turn.TurnWatch;
import dev.kugetsu.supervisor.turn.TurnWiring;
import dev.kugetsu.worktrees.Changes;
import dev.kugetsu.worktrees.local.LocalWorktrees;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// A home with a dispatcher that serves its queue, put together without a host.
final class DispatchScene implements AutoCloseable {

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "KUGETSU_LIMITS_MIN_FREE_DISK", "1MiB",
            "KUGETSU_LIMITS_MIN_FREE_MEMORY", "1MiB",
            "KUGETSU_LIMITS_MAX_MEMORY_PRESSURE", "100");

    private static final TurnWatch NOBODY = new TurnWatch() {
        @Override
        public void ended(Handle transaction, TurnContext context, Changes changes) {}

        @Override
        public void cameToNothing(Handle transaction, SessionId session) {}
    };

    final Dispatcher dispatcher;
    private final Pause pause = new Pause();
    private final Store store;

    /// As of another process.
    private final Store another;

    DispatchScene(Path folder, LookPace pace) {
        KugetsuHome home = new KugetsuHome(folder.resolve("home"));
        home.create();
        store = Store.open(home);
        another = Store.open(home);
        dispatcher = new Dispatcher(parts(home), pace);
        dispatcher.start();
    }

    private DispatchParts parts(KugetsuHome home) {
        Clock clock = Clock.systemUTC();
        SystemProcesses processes = SystemProcesses.detect();
        LocalWorktrees worktrees = new LocalWorktrees(clock);
        Projects projects = new Projects(store, worktrees);
        ProjectSettings settings =
                new ProjectSettings(Optional::empty, ENVIRONMENT, projects, new Registrations(store, clock), worktrees);
        MachineSettings machine = new MachineSettings(settings);
        TurnWiring.Parts parts = new TurnWiring.Parts(
                store,
                home,
                projects,
                settings,
                new BaseSessions(store),
                new HarnessCatalog(
                        List.<Harness>of(), name -> new ForgottenHarness(name, new TurnProcesses(processes))),
                worktrees,
                new DetachedCommands(processes),
                processes,
                Optional.empty(),
                new RandomId(),
                new QueueReading(store, machine, new MachineProbe(home.directory()), processes, ZoneOffset.UTC, clock),
                () -> true,
                machine,
                Duration.ofSeconds(1),
                pause,
                clock);
        TurnWiring turns = TurnWiring.of(parts, NOBODY);
        CleanupWiring cleanup = CleanupWiring.of(parts, turns);
        Recovery recovery = new Recovery(
                store,
                turns.recovery(),
                cleanup.end(),
                cleanup.kill(),
                cleanup.endedWorktrees(),
                cleanup.revival(),
                turns.claim(),
                Duration.ofSeconds(1));
        return new DispatchParts(store, turns.slots(), turns.records(), turns.queued(), recovery, processes, clock);
    }

    void handOver() {
        handOver(store);
    }

    void handOverFromElsewhere() {
        handOver(another);
    }

    /// A turn whose agent nobody can launch any more, so that it fails as soon as it has got its slot.
    private static void handOver(Store through) {
        through.write(handle -> {
            handle.execute("INSERT INTO projects (project_id, registered_at) VALUES ('app', 1)");
            handle.execute("INSERT INTO checkouts SELECT 'app', host_id, '/app' FROM hosts");
            handle.execute("""
                    INSERT INTO sessions
                        (session_id, project_id, host_id, kind, issue_ref, harness, permissions, created_at)
                    SELECT 's-1', 'app', host_id, 'ISSUE', 'h/o/r#1', 'gone', '[]', 1 FROM hosts
                    """);
            return handle.execute("""
                    INSERT INTO turns (turn_id, session_id, host_id, number, attempt, state, fence, not_before, debug,
                                       first_event_ms, silence_ms, turn_ms, created_at, conductor)
                    SELECT 't-1', 's-1', host_id, 1, 1, 'QUEUED', 1, 0, 0, 1, 1, 1, 1, 'QUEUE' FROM hosts
                    """);
        });
    }

    String state() {
        return store.read(handle -> handle.createQuery("SELECT state FROM turns")
                .mapTo(String.class)
                .one());
    }

    @Override
    public void close() {
        dispatcher.close();
        pause.close();
        another.close();
        store.close();
    }
}
