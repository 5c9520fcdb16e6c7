package dev.kugetsu.supervisor.cleanup;

import dev.kugetsu.supervisor.harness.HarnessSessions;
import dev.kugetsu.supervisor.overview.SessionOverview;
import dev.kugetsu.supervisor.session.SessionClaim;
import dev.kugetsu.supervisor.turn.TurnWiring;

/// The parts of this feature that others need, put together.
public record CleanupWiring(
        SessionService service,
        SessionEnd end,
        SessionKill kill,
        EndedWorktrees endedWorktrees,
        SessionRevival revival,
        Pruning pruning) {

    /// Puts them together; starts nothing.
    public static CleanupWiring of(TurnWiring.Parts parts, TurnWiring turns) {
        SessionClaim claim = turns.claim();
        OpenTurns openTurns = new OpenTurns(turns.references(), turns.stop());
        SessionWorktreeRemoval removal = new SessionWorktreeRemoval(
                parts.store(), parts.home(), parts.projects(), parts.worktrees(), parts.clock());
        SessionEnd end = new SessionEnd(
                parts.store(), parts.home(), parts.harnesses(), claim, openTurns, removal, parts.clock());
        SessionKill kill = new SessionKill(parts.store(), parts.home(), claim, openTurns, parts.clock());
        EndedWorktrees ended = new EndedWorktrees(parts.store(), parts.home(), claim, removal);
        SessionRevival revival = new SessionRevival(
                parts.store(),
                parts.projects(),
                parts.settings(),
                parts.bases(),
                new HarnessMemory(parts.harnesses()),
                claim,
                new SessionWorktreeRestoration(
                        parts.store(), parts.home(), parts.projects(), parts.worktrees(), removal, parts.clock()),
                parts.clock());
        SessionOverview overview = new SessionOverview(
                parts.store(), parts.home(), turns.references(), parts.queue(), parts.processes(), parts.clock());
        SessionService service = new SessionService(
                overview,
                turns.references(),
                end,
                kill,
                revival,
                new SessionRenaming(parts.store()),
                ended,
                parts.projects(),
                parts.machine());
        return new CleanupWiring(service, end, kill, ended, revival, pruning(parts, turns, end, ended));
    }

    private static Pruning pruning(TurnWiring.Parts parts, TurnWiring turns, SessionEnd end, EndedWorktrees ended) {
        return new Pruning(
                new ForsakenSessions(
                        parts.store(),
                        parts.home(),
                        parts.projects(),
                        new HarnessSessions(parts.harnesses()),
                        turns.references(),
                        end),
                ended,
                new OrphanWorktrees(parts.store(), parts.home(), parts.projects(), parts.worktrees(), parts.clock()),
                new MergedBranches(parts.store(), parts.projects(), parts.worktrees()),
                new OldRecords(
                        parts.store(), parts.home(), new SavedWork(parts.projects(), parts.worktrees()), parts.clock()),
                parts.settings());
    }
}
