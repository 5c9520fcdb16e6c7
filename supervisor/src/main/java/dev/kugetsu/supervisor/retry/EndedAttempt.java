package dev.kugetsu.supervisor.retry;

import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.TurnId;
import java.time.Instant;
import java.util.Optional;

/// One launch of a turn that has ended, as it is stored.
///
/// @param outcome a final state of turns
/// @param failureKind a stable lower-case word, such as `server_error`
/// @param launched whether its agent ever ran
/// @param progressed whether its agent said or did anything
public record EndedAttempt(
        TurnId turnId,
        int attempt,
        SessionId sessionId,
        String harness,
        Instant endedAt,
        String outcome,
        Optional<String> failureKind,
        Optional<String> failureMessage,
        boolean launched,
        boolean progressed) {}
