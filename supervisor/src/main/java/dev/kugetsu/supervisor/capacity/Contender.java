package dev.kugetsu.supervisor.capacity;

import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.TurnId;
import java.time.Instant;
import java.util.Optional;

/// A turn that holds a slot or waits for one.
///
/// @param number counts the turns of its session from 1
/// @param holdsSlot whether it has one; else it waits
/// @param isOfQueue whether the queue conducts it; else its caller does
/// @param priority higher goes first
/// @param projectLimit how many turns of its project may run at once, as that project says
/// @param notBefore before that time it is not tried again
/// @param failureMessage what went wrong the last time
/// @param isSessionReady whether its session is neither ended nor being changed
public record Contender(
        TurnId turnId,
        SessionId sessionId,
        ProjectId projectId,
        String harness,
        int number,
        boolean holdsSlot,
        boolean isOfQueue,
        int priority,
        Optional<Integer> projectLimit,
        Instant notBefore,
        Optional<String> failureMessage,
        boolean isSessionReady) {}
