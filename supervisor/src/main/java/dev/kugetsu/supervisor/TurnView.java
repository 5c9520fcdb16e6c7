package dev.kugetsu.supervisor;

import java.time.Instant;
import java.util.Optional;

/// One turn of a session.
///
/// @param outcome how it ended, or empty while it has not
/// @param retrying what the model is being asked again for, while that goes on
public record TurnView(
        String turnId,
        int number,
        String state,
        Optional<TurnReport.Outcome> outcome,
        Optional<TurnReport.FailureView> failure,
        Optional<String> retrying,
        Optional<String> model,
        TurnReport.ChangesView changes,
        TurnReport.UsageView usage,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        String folder) {}
