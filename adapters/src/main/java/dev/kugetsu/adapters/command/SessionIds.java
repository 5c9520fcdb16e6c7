package dev.kugetsu.adapters.command;

import dev.kugetsu.adapters.HarnessSessionId;
import java.util.Optional;

/// Reads what a program has printed where the id of a session should stand.
final class SessionIds {

    private SessionIds() {}

    /// Empty for what cannot be one.
    static Optional<HarnessSessionId> find(String printed) {
        try {
            return Optional.of(new HarnessSessionId(printed));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }
}
