package dev.kugetsu.supervisor.cleanup;

import dev.kugetsu.supervisor.Housekeeping.PruneItem;
import dev.kugetsu.supervisor.Housekeeping.PrunePlan;
import dev.kugetsu.supervisor.Housekeeping.PruneReport;
import dev.kugetsu.supervisor.Housekeeping.PrunedItem;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Something that nobody needs, and how it is removed.
///
/// @param owner whose it is or was, such as `session s-4k7m2xqd`; empty when nobody's
/// @param removal returns where what it held was saved; throws a [KugetsuException] when it has to stay
public record Prunable(PruneItem item, Optional<String> owner, Supplier<Optional<String>> removal) {

    /// Something that holds no work.
    static Prunable of(String kind, String name, String reason, Runnable removal) {
        return holding(kind, name, reason, () -> {
            removal.run();
            return Optional.empty();
        });
    }

    /// Something that may hold work, which its removal saves.
    static Prunable holding(String kind, String name, String reason, Supplier<Optional<String>> removal) {
        return new Prunable(new PruneItem(kind, name, reason), Optional.empty(), removal);
    }

    Prunable ownedBy(SessionId session) {
        return new Prunable(item, Optional.of("session " + session), removal);
    }

    public PrunedItem remove() {
        return new PrunedItem(item.kind(), item.name(), item.reason(), removal.get());
    }

    /// Removes what a plan names and what is still to be found: a reason that holds no more protects its thing.
    static PruneReport remove(List<Prunable> found, PrunePlan plan) {
        List<PrunedItem> removed = new ArrayList<>();
        List<PruneItem> kept = new ArrayList<>();
        for (Prunable prunable : found) {
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

    private static boolean isSame(PruneItem one, PruneItem other) {
        return one.kind().equals(other.kind()) && one.name().equals(other.name());
    }
}
