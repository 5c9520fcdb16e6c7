package dev.kugetsu.supervisor.cleanup;

import dev.kugetsu.supervisor.Housekeeping.PruneItem;
import dev.kugetsu.supervisor.Housekeeping.PrunePlan;
import dev.kugetsu.supervisor.Housekeeping.PruneReport;
import dev.kugetsu.supervisor.Housekeeping.PrunedItem;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.config.Flags;
import dev.kugetsu.supervisor.config.Settings;
import dev.kugetsu.supervisor.project.ProjectSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Removes what belongs to nobody any more. Thread-safe.
public final class Pruning {

    private final ForsakenSessions sessions;
    private final OrphanWorktrees worktrees;
    private final MergedBranches branches;
    private final OldRecords records;
    private final ProjectSettings settings;

    Pruning(
            ForsakenSessions sessions,
            OrphanWorktrees worktrees,
            MergedBranches branches,
            OldRecords records,
            ProjectSettings settings) {
        this.sessions = sessions;
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

    /// Removes what a plan names and what is still to be found: a reason that holds no more protects its thing.
    public PruneReport prune(PrunePlan plan) {
        List<PrunedItem> removed = new ArrayList<>();
        List<PruneItem> kept = new ArrayList<>();
        for (Prunable prunable : find()) {
            PruneItem item = prunable.item();
            if (plan.items().stream().noneMatch(planned -> isSame(planned, item))) {
                continue;
            }
            // Whatever keeps one thing must not keep the others.
            try {
                removed.add(prunable.remove());
            } catch (RuntimeException e) {
                kept.add(new PruneItem(item.kind(), item.name(), why(e)));
            }
        }
        return new PruneReport(removed, kept);
    }

    /// What did not expect to be shown to a person says more with its type.
    private static String why(RuntimeException failure) {
        return failure instanceof KugetsuException ? String.valueOf(failure.getMessage()) : failure.toString();
    }

    private List<Prunable> find() {
        Settings.Retention retention = settings.ofMachine(Flags.NONE).settings().retention();
        return Stream.of(sessions.find(), worktrees.find(retention), branches.find(), records.find(retention))
                .flatMap(List::stream)
                .toList();
    }

    private static boolean isSame(PruneItem one, PruneItem other) {
        return one.kind().equals(other.kind()) && one.name().equals(other.name());
    }
}
