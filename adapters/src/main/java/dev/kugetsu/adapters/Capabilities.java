package dev.kugetsu.adapters;

import java.util.Set;

/// What a harness can do, as far as the supervisor acts differently for it.
public record Capabilities(Set<Capability> values) {

    /// One thing that not every harness can do.
    public enum Capability {
        /// Has an interface for a terminal, in which a person can make a base session.
        INTERACTIVE,
        /// Obeys the permission rules that we hand it.
        PERMISSIONS,
        /// Can list its sessions, so that a missing one can be told from a living one.
        LIST_SESSIONS,
        /// Runs only when a model is named.
        NEEDS_MODEL,
        /// Takes messages in mid-turn.
        STEER
    }

    public Capabilities {
        values = Set.copyOf(values);
    }

    public static Capabilities of(Capability... values) {
        return new Capabilities(Set.of(values));
    }

    public boolean has(Capability capability) {
        return values.contains(capability);
    }
}
