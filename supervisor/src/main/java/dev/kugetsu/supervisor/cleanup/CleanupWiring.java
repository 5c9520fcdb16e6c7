package dev.kugetsu.supervisor.cleanup;

import dev.kugetsu.supervisor.harness.HarnessSessions;
import dev.kugetsu.supervisor.overview.SessionOverview;
import dev.kugetsu.supervisor.turn.TurnWiring;

/// The parts of this feature that others need, put together.
public record CleanupWiring(SessionService service, SessionEnd end, SessionRevival revival, Pruning pruning) {

    /// Puts them together; starts nothing.
    public static CleanupWiring of(TurnWiring.Parts parts, TurnWiring turns) {
        SessionEnd end = new SessionEnd(
                parts.store(),
                parts.home(),
                parts.harnesses(),
                turns.stop(),
                new SessionWorktreeRemoval(
                        parts.store(), parts.home(), parts.projects(), parts.worktrees(), parts.clock()),
                parts.processes(),
                parts.clock());
        SessionRevival revival = new SessionRevival(
                parts.store(),
                parts.home(),
                parts.projects(),
                parts.settings(),
                parts.bases(),
                parts.worktrees(),
                parts.processes(),
                parts.clock());
        SessionOverview overview =
                new SessionOverview(parts.store(), parts.home(), turns.references(), parts.queue(), parts.clock());
        Pruning pruning = new Pruning(
                new ForsakenSessions(
                        parts.store(),
                        parts.home(),
                        parts.projects(),
                        new HarnessSessions(parts.harnesses()),
                        turns.references(),
                        end),
                new OrphanWorktrees(parts.store(), parts.home(), parts.projects(), parts.worktrees(), parts.clock()),
                new MergedBranches(parts.store(), parts.projects(), parts.worktrees()),
                new OldRecords(
                        parts.store(), parts.home(), new SavedWork(parts.projects(), parts.worktrees()), parts.clock()),
                parts.settings());
        return new CleanupWiring(
                new SessionService(overview, turns.references(), end, revival, parts.projects(), parts.settings()),
                end,
                revival,
                pruning);
    }
}
