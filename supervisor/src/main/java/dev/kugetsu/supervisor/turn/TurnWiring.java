package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.CommandRunner;
import dev.kugetsu.adapters.Processes;
import dev.kugetsu.supervisor.access.Tokens;
import dev.kugetsu.supervisor.capacity.MachineSettings;
import dev.kugetsu.supervisor.capacity.QueueReading;
import dev.kugetsu.supervisor.harness.HarnessCatalog;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.project.BaseSessions;
import dev.kugetsu.supervisor.project.ProjectSettings;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.session.SessionClaim;
import dev.kugetsu.supervisor.store.RandomId;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.worktrees.Worktrees;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// The parts of this feature that others need, put together.
public record TurnWiring(
        TurnService service,
        TurnRecovery recovery,
        TurnStop stop,
        References references,
        TurnRecords records,
        Slots slots,
        QueuedConduct queued,
        SessionClaim claim) {

    /// What the parts are made from.
    ///
    /// @param hookProgram what harnesses call as their hook
    /// @param stopGrace for turns that are ended because nobody looks after them
    /// @param pause ends all waiting when it is closed
    public record Parts(
            Store store,
            KugetsuHome home,
            Projects projects,
            ProjectSettings settings,
            BaseSessions bases,
            HarnessCatalog harnesses,
            Worktrees worktrees,
            CommandRunner commands,
            Processes processes,
            Optional<Path> hookProgram,
            RandomId ids,
            QueueReading queue,
            QueueHost queueHost,
            MachineSettings machine,
            Duration stopGrace,
            Pause pause,
            Clock clock) {}

    /// Puts them together; starts nothing.
    ///
    /// @param watch is told what becomes of turns
    public static TurnWiring of(Parts parts, TurnWatch watch) {
        Store store = parts.store();
        Clock clock = parts.clock();
        References references = new References(store, parts.projects());
        TurnRecords records = new TurnRecords(store, parts.home(), parts.projects(), parts.harnesses());
        SendBack sendBack = new SendBack(parts.home());
        TurnChanges turnChanges = new TurnChanges(store, parts.projects(), parts.worktrees());
        TurnEnding ending = new TurnEnding(
                store,
                turnChanges,
                parts.bases(),
                parts.ids(),
                new TurnRetry(store, sendBack, watch, clock),
                watch,
                clock);
        BulkDeath bulkDeath = new BulkDeath(store, parts.home(), parts.processes(), parts.pause(), clock);
        TurnFollowing following = new TurnFollowing(
                store,
                ending,
                new TurnGuard(store, new TurnBudget(store, parts.queue(), clock), parts.stopGrace(), parts.pause()),
                bulkDeath,
                parts.pause(),
                clock);
        Preparation preparation = new Preparation(
                new WorktreeStep(store, parts.projects(), parts.worktrees(), parts.commands(), clock),
                new ForkStep(store, parts.bases(), clock),
                parts.processes());
        Unlaunched unlaunched = new Unlaunched(store, preparation, sendBack, clock);
        TurnTakeover takeover =
                new TurnTakeover(store, records, following, unlaunched, parts.processes(), parts.stopGrace(), clock);
        TurnRecovery recovery = new TurnRecovery(records, following, ending, bulkDeath, takeover, parts.processes());
        SessionClaim claim = new SessionClaim(store, parts.home(), parts.processes(), clock);
        TurnStop stop = new TurnStop(
                records, takeover, new TurnCallOff(store, preparation, claim, clock), parts.processes(), parts.pause());
        Launch launch = new Launch(
                store,
                turnChanges,
                new AgentEnvironment(parts.home(), new Tokens(store, clock)),
                new AgentHooks(parts.hookProgram(), parts.machine()),
                clock);
        WorkStart start = new WorkStart(records, preparation, launch);
        Slots slots = new Slots(store, parts.queue());
        QueueWatch queueWatch = new QueueWatch(records, parts.queue(), recovery, parts.pause());
        TurnService service = new TurnService(
                new TurnPlanner(
                        parts.projects(),
                        parts.settings(),
                        parts.bases(),
                        parts.harnesses(),
                        references,
                        parts.ids(),
                        clock),
                new TurnRun(
                        new Admission(store, parts.home(), parts.ids(), parts.queue(), parts.processes(), clock),
                        new TurnConduct(records, slots, start, following, unlaunched, recovery, parts.pause()),
                        parts.queueHost(),
                        queueWatch,
                        recovery,
                        records,
                        parts.pause()),
                stop,
                new TurnReplay(records, queueWatch, recovery, parts.pause()),
                records,
                references,
                parts.machine());
        QueuedConduct queued =
                new QueuedConduct(records, start, following, takeover, unlaunched, parts.processes(), clock);
        return new TurnWiring(service, recovery, stop, references, records, slots, queued, claim);
    }
}
