package dev.kugetsu.supervisor.cleanup;

import dev.kugetsu.supervisor.Housekeeping.PruneItem;
import dev.kugetsu.supervisor.Housekeeping.PrunedItem;
import dev.kugetsu.supervisor.SessionId;
import java.util.Optional;
import java.util.function.Supplier;

/// Something that nobody needs, and how it is removed.
///
/// @param owner whose it is or was, such as `session s-4k7m2xqd`; empty when nobody's
/// @param removal returns where what it held was saved; throws a [dev.kugetsu.supervisor.KugetsuException] when it
///   has to stay
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
}
