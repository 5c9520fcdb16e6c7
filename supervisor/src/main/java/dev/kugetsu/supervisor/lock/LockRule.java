package dev.kugetsu.supervisor.lock;

import dev.kugetsu.supervisor.coordination.Presence;
import java.time.Instant;

/// Whether a lock holds others off. Pure.
enum LockRule {
    /// It does.
    HELD,
    /// Its time is over, but a living process proves that its owner is there and thinks: nobody is robbed
    /// meanwhile.
    EXTENDED,
    /// It does not: whoever comes may have it.
    LOST;

    /// @param owner whether the owner is there
    /// @param isProvenAlive whether a living process proves that
    static LockRule of(Lock lock, Presence owner, boolean isProvenAlive, Instant now) {
        if (isGone(owner)) {
            return LOST;
        }
        if (now.isBefore(lock.expiresAt())) {
            return HELD;
        }
        return isProvenAlive ? EXTENDED : LOST;
    }

    /// Who thinks for a quarter of an hour says nothing meanwhile.
    private static boolean isGone(Presence owner) {
        return switch (owner) {
            case ACTIVE, STALE -> false;
            case OFFLINE, DEAD, ENDED -> true;
        };
    }
}
