package dev.kugetsu.supervisor.lock;

import dev.kugetsu.supervisor.coordination.LockVerbs.LockKind;
import dev.kugetsu.supervisor.coordination.LockVerbs.LockView;
import dev.kugetsu.supervisor.coordination.Presence;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A row of `locks`.
record Lock(
        LockKind kind,
        String lockKey,
        String agent,
        Optional<String> agentSessionId,
        Optional<String> reason,
        Duration ttlMs,
        Instant acquiredAt,
        Instant expiresAt) {

    Locks.Target target() {
        return new Locks.Target(kind, lockKey);
    }

    LockView view(Presence owner, boolean live, boolean created) {
        return new LockView(kind, lockKey, agent, agentSessionId, reason, acquiredAt, expiresAt, owner, live, created);
    }
}
