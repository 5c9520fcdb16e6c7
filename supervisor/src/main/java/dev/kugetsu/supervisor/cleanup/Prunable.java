package dev.kugetsu.supervisor.cleanup;

import dev.kugetsu.supervisor.Housekeeping.PruneItem;
import dev.kugetsu.supervisor.Housekeeping.PrunePlan;
import dev.kugetsu.supervisor.Housekeeping.PruneReport;
import dev.kugetsu.supervisor.KugetsuException;
import java.util.ArrayList;
import java.util.List;

/// Something that nobody needs, and how it is removed.
///
/// @param removal throws a [dev.kugetsu.supervisor.KugetsuException] when it has to stay
record Prunable(PruneItem item, Runnable removal) {

    static Prunable of(String kind, String name, String reason, Runnable removal) {
        return new Prunable(new PruneItem(kind, name, reason), removal);
    }

    /// Removes what a plan names and what is still to be found: a reason that holds no more protects its thing.
    static PruneReport remove(List<Prunable> found, PrunePlan plan) {
        List<PruneItem> removed = new ArrayList<>();
        List<PruneItem> kept = new ArrayList<>();
        for (Prunable prunable : found) {
            PruneItem item = prunable.item();
            if (plan.items().stream().noneMatch(planned -> isSame(planned, item))) {
                continue;
            }
            // Whatever keeps one thing must not keep the others.
            try {
                prunable.removal().run();
                removed.add(item);
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

    private static boolean isSame(PruneItem one, PruneItem other) {
        return one.kind().equals(other.kind()) && one.name().equals(other.name());
    }
}
