package dev.kugetsu.adapters;

import java.time.Duration;

/// How long a turn may take before it counts as hung.
///
/// @param firstEvent from the launch to the first output
/// @param silence from one output to the next
/// @param turn from the launch to the end; kept by the turn's own wrapper even while no process of ours is alive
public record Deadlines(Duration firstEvent, Duration silence, Duration turn) {

    public Deadlines {
        if (!firstEvent.isPositive() || !silence.isPositive() || !turn.isPositive()) {
            throw new IllegalArgumentException("a deadline is longer than zero");
        }
    }
}
