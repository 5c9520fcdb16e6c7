package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.CommandRunner;
import dev.kugetsu.adapters.Processes;
import dev.kugetsu.supervisor.access.Tokens;
import dev.kugetsu.supervisor.harness.HarnessCatalog;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.project.BaseSessions;
import dev.kugetsu.supervisor.project.ProjectSettings;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.store.RandomId;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.worktrees.Worktrees;
import java.time.Clock;
import java.time.Duration;

/// The parts of this feature that others need, put together.
public record TurnWiring(
        TurnService service, TurnRecovery recovery, TurnStop stop, References references, TurnRecords records) {

    /// What the parts are made from.
    ///
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
            RandomId ids,
            Duration stopGrace,
            Pause pause,
            Clock clock) {}

    /// Puts them together; starts nothing.
    public static TurnWiring of(Parts parts) {
        Store store = parts.store();
        Clock clock = parts.clock();
        References references = new References(store, parts.projects());
        TurnRecords records = new TurnRecords(store, parts.home(), parts.projects(), parts.harnesses());
        TurnEnding ending =
                new TurnEnding(store, parts.projects(), parts.bases(), parts.worktrees(), parts.ids(), clock);
        TurnFollowing following = new TurnFollowing(store, ending, parts.stopGrace(), parts.pause(), clock);
        Preparation preparation = new Preparation(
                new WorktreeStep(store, parts.projects(), parts.worktrees(), parts.commands(), clock),
                new ForkStep(store, parts.bases(), clock),
                parts.processes());
        TurnRecovery recovery = new TurnRecovery(
                store, records, preparation, following, ending, parts.processes(), parts.stopGrace(), clock);
        TurnStop stop = new TurnStop(records, recovery, ending, parts.processes(), parts.pause(), clock);
        TurnConduct conduct = new TurnConduct(
                records,
                new Slots(store),
                preparation,
                new Launch(
                        store,
                        parts.projects(),
                        parts.worktrees(),
                        new AgentEnvironment(parts.home(), new Tokens(store, clock)),
                        clock),
                following,
                recovery,
                parts.pause());
        TurnPlanner planner = new TurnPlanner(
                parts.projects(), parts.settings(), parts.bases(), parts.harnesses(), references, parts.ids(), clock);
        TurnService service = new TurnService(
                planner,
                new Admission(store, parts.home(), parts.ids(), parts.processes(), clock),
                conduct,
                stop,
                recovery,
                records,
                references,
                parts.settings(),
                parts.pause());
        return new TurnWiring(service, recovery, stop, references, records);
    }
}
