package dev.kugetsu.supervisor.cleanup;

import dev.kugetsu.supervisor.Housekeeping.PruneItem;

/// Something that nobody needs, and how it is removed.
///
/// @param removal throws a [dev.kugetsu.supervisor.KugetsuException] when it has to stay
record Prunable(PruneItem item, Runnable removal) {

    static Prunable of(String kind, String name, String reason, Runnable removal) {
        return new Prunable(new PruneItem(kind, name, reason), removal);
    }
}
