package dev.kugetsu.supervisor.capacity;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.TurnId;
import java.time.Instant;
import java.util.Optional;

/// What holds for the whole queue of a host, as it is stored.
///
/// @param dispatcher the process that serves the queue, or did
/// @param pausedAt since when nothing is taken from it; with the reason
/// @param doubtedAt since when many turns at once look dead, with their ids as a JSON array
public record QueueState(
        Optional<ProcessIdentity> dispatcher,
        Optional<Instant> pausedAt,
        Optional<String> pauseReason,
        Optional<Instant> doubtedAt,
        Optional<String> doubted) {

    /// Whether a turn looks dead together with many others, so that nobody believes it yet.
    public boolean doubts(TurnId turn) {
        return doubted.filter(turns -> turns.contains('"' + turn.value() + '"')).isPresent();
    }
}
