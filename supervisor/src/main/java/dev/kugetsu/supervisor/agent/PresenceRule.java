package dev.kugetsu.supervisor.agent;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.supervisor.coordination.Presence;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How a presence follows from facts. Pure.
///
/// @param stale silent for that long, it counts as stale
/// @param offline silent for that long, nobody waits for it
public record PresenceRule(Duration stale, Duration offline) {

    /// As agents are used: a thought takes minutes, a lunch takes an hour.
    public static final PresenceRule USUAL = new PresenceRule(Duration.ofMinutes(15), Duration.ofMinutes(120));

    /// @param process what a probe says of its process; empty when no process is known
    Presence of(AgentSession session, Optional<Liveness> process, Instant now) {
        if (session.isEnded()) {
            return Presence.ENDED;
        }
        if (process.equals(Optional.of(Liveness.DEAD))) {
            return Presence.DEAD;
        }
        if (process.equals(Optional.of(Liveness.ALIVE))) {
            return Presence.ACTIVE;
        }
        Duration silence = Duration.between(session.lastSeenAt(), now);
        if (silence.compareTo(offline) >= 0) {
            return Presence.OFFLINE;
        }
        return silence.compareTo(stale) >= 0 ? Presence.STALE : Presence.ACTIVE;
    }
}
