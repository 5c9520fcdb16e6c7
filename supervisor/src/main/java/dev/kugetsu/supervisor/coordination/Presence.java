package dev.kugetsu.supervisor.coordination;

/// Whether an agent is there, as it is derived from facts at the moment of reading; the first that holds
/// counts.
public enum Presence {
    /// It has said so, or its turn is over.
    ENDED,
    /// Its process is proven to be gone.
    DEAD,
    /// Its process is proven to live, or it was heard of lately.
    ACTIVE,
    /// Not heard of for a while, and no process says that it lives.
    STALE,
    /// Not heard of for so long that nobody waits for it.
    OFFLINE;

    /// Whether nobody waits for it.
    public boolean isAway() {
        return this == ENDED || this == DEAD || this == OFFLINE;
    }
}
