package dev.kugetsu.supervisor.cleanup;

import dev.kugetsu.supervisor.Housekeeping.PruneItem;
import dev.kugetsu.supervisor.SessionId;
import java.util.Optional;

/// Something that nobody needs, and how it is removed.
///
/// @param owner whose it is or was, such as `session s-4k7m2xqd`; empty when nobody's
/// @param removal throws a [dev.kugetsu.supervisor.KugetsuException] when it has to stay
public record Prunable(PruneItem item, Optional<String> owner, Runnable removal) {

    static Prunable of(String kind, String name, String reason, Runnable removal) {
        return new Prunable(new PruneItem(kind, name, reason), Optional.empty(), removal);
    }

    Prunable ownedBy(SessionId session) {
        return new Prunable(item, Optional.of("session " + session), removal);
    }
}
