package dev.kugetsu.supervisor.cleanup;

import dev.kugetsu.supervisor.Housekeeping.PrunePlan;
import dev.kugetsu.supervisor.Housekeeping.PruneReport;
import dev.kugetsu.supervisor.config.Flags;
import dev.kugetsu.supervisor.config.Settings;
import dev.kugetsu.supervisor.project.ProjectSettings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Removes what belongs to nobody any more. Thread-safe.
public final class Pruning {

    private final ForsakenSessions sessions;
    private final EndedWorktrees ended;
    private final OrphanWorktrees worktrees;
    private final MergedBranches branches;
    private final OldRecords records;
    private final ProjectSettings settings;

    Pruning(
            ForsakenSessions sessions,
            EndedWorktrees ended,
            OrphanWorktrees worktrees,
            MergedBranches branches,
            OldRecords records,
            ProjectSettings settings) {
        this.sessions = sessions;
        this.ended = ended;
        this.worktrees = worktrees;
        this.branches = branches;
        this.records = records;
        this.settings = settings;
    }

    /// Finds it; changes nothing.
    public PrunePlan plan() {
        return new PrunePlan(find().stream().map(Prunable::item).toList());
    }

    /// Finds what should not be there at all, as opposed to what is there and old; changes nothing.
    public List<Prunable> findMisplaced() {
        return Stream.of(sessions.find(), worktrees.findWithoutSession(), records.findFoldersWithoutTurn())
                .flatMap(List::stream)
                .toList();
    }

    /// Removes what a plan names and what is still to be found.
    public PruneReport prune(PrunePlan plan) {
        return Prunable.remove(find(), plan);
    }

    private List<Prunable> find() {
        Settings.Retention retention = settings.ofMachine(Flags.NONE).settings().retention();
        return Stream.of(
                        sessions.find(),
                        ended.find(Optional.empty()),
                        worktrees.find(retention),
                        branches.find(),
                        records.find(retention))
                .flatMap(List::stream)
                .toList();
    }
}
