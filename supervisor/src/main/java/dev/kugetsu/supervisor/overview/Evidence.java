package dev.kugetsu.supervisor.overview;

import dev.kugetsu.adapters.Liveness;
import java.time.Instant;
import java.util.Optional;

/// What is seen of a turn outside of its row, at the moment of reading.
///
/// @param owner whether the process that looks after the turn lives; empty when it has none
/// @param process whether the process that leads the turn lives; empty when none is recorded
/// @param exit whether that process has written how it ended
/// @param lastOutput when the turn said its last, by its files and its row
/// @param remark what only a look at all turns together tells of this one, such as why it waits
record Evidence(
        Optional<Liveness> owner,
        Optional<Liveness> process,
        Presence exit,
        Optional<Instant> lastOutput,
        Optional<String> remark) {

    /// For a turn that has ended: its row alone counts.
    static final Evidence NONE =
            new Evidence(Optional.empty(), Optional.empty(), Presence.MISSING, Optional.empty(), Optional.empty());

    /// Whether a file or a folder is there.
    enum Presence {
        PRESENT,
        MISSING
    }
}
