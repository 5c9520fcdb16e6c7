package dev.kugetsu.supervisor.budget;

import java.time.Instant;
import java.util.Optional;

/// A budget that is used up.
///
/// @param message names the budget and the figures
/// @param until when it is free again by itself
public record Overrun(Scope scope, String message, Optional<Instant> until) {

    /// Whose budget it is.
    public enum Scope {
        SESSION,
        PROJECT,
        DAY
    }
}
