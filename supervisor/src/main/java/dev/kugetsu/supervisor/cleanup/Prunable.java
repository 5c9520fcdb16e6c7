package dev.kugetsu.supervisor.cleanup;

import dev.kugetsu.supervisor.Housekeeping.PruneItem;
import dev.kugetsu.supervisor.Housekeeping.PrunedItem;
import java.util.Optional;
import java.util.function.Supplier;

/// Something that nobody needs, and how it is removed.
///
/// @param removal returns where what it held was saved; throws a [dev.kugetsu.supervisor.KugetsuException] when it
///   has to stay
record Prunable(PruneItem item, Supplier<Optional<String>> removal) {

    /// Something that holds no work.
    static Prunable of(String kind, String name, String reason, Runnable removal) {
        return holding(kind, name, reason, () -> {
            removal.run();
            return Optional.empty();
        });
    }

    /// Something that may hold work, which its removal saves.
    static Prunable holding(String kind, String name, String reason, Supplier<Optional<String>> removal) {
        return new Prunable(new PruneItem(kind, name, reason), removal);
    }

    PrunedItem remove() {
        return new PrunedItem(item.kind(), item.name(), item.reason(), removal.get());
    }
}
