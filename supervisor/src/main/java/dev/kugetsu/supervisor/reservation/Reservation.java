package dev.kugetsu.supervisor.reservation;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationState;
import dev.kugetsu.worktrees.BranchName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A row of `reservations`.
///
/// @param anchor the commit from which its owner goes on
/// @param sessionId the session of ours whose branch it is
/// @param process the one for which it is held
/// @param placing who is about to make the branch; empty once it is there
/// @param fence grows with each owner of the branch
record Reservation(
        String reservationId,
        ProjectId projectId,
        BranchName branch,
        String anchor,
        String agent,
        Optional<String> agentSessionId,
        Optional<SessionId> sessionId,
        Optional<String> task,
        Optional<ProcessIdentity> process,
        Optional<ProcessIdentity> placing,
        long fence,
        ReservationState state,
        Optional<Duration> leaseMs,
        Instant reservedAt,
        Instant heartbeatAt,
        Optional<Instant> readyAt,
        Optional<String> readyCommit,
        Optional<Instant> endedAt) {

    boolean isActive() {
        return state == ReservationState.ACTIVE;
    }

    /// When it is over unless renewed.
    Optional<Instant> leaseUntil() {
        return isActive() ? leaseMs.map(heartbeatAt::plus) : Optional.empty();
    }

    /// Who has it, in the words of a message.
    String owner() {
        return sessionId
                .map(session -> "session " + session)
                .orElseGet(
                        () -> agent + agentSessionId.map(id -> " (" + id + ")").orElse(""));
    }
}
