package dev.kugetsu.supervisor.retry;

import dev.kugetsu.supervisor.TurnId;
import java.time.Instant;
import java.util.Optional;

/// A harness whose provider asks for patience, as it is stored.
///
/// @param refusals how many turns in a row have met the limit
/// @param probe the turn that tries first whether the limit is over, once it has been chosen
public record Parking(
        String harness, Instant parkedAt, Instant parkedUntil, String reason, int refusals, Optional<TurnId> probe) {}
