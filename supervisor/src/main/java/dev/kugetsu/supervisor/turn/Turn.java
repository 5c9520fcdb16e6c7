package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.Deadlines;
import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.Turns;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A turn as it is stored.
///
/// @param number counts the turns of its session from 1
/// @param attempt counts the launches of this prompt from 1; each has a folder of its own
/// @param fence grows whenever another process takes the turn over
/// @param owner the process that looks after it; empty when it was left to itself
/// @param handle the process that leads the turn's own process session, once it is known
/// @param projectLimit how many turns of its project may run at once, as its project says
/// @param observedBytes how much of its output has been read
/// @param startedAt when its first attempt was launched
/// @param retrying what the model is being asked again for
/// @param failureKind how it failed; while it waits, how its last attempt did
/// @param plan what else must be known to conduct it, as {@link TurnPlan} writes it
/// @param priority higher goes first
public record Turn(
        TurnId turnId,
        SessionId sessionId,
        int number,
        int attempt,
        TurnState state,
        long fence,
        Optional<ProcessIdentity> owner,
        Optional<ProcessIdentity> handle,
        Instant notBefore,
        Optional<String> model,
        Optional<Integer> projectLimit,
        boolean debug,
        Duration firstEventMs,
        Duration silenceMs,
        Duration turnMs,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<Instant> lastEventAt,
        long observedBytes,
        Optional<String> retrying,
        Optional<String> startHead,
        Optional<String> startTree,
        Optional<String> failureKind,
        Optional<String> failureMessage,
        String text,
        long inputTokens,
        long outputTokens,
        long costNanoUsd,
        int commits,
        int files,
        int insertions,
        int deletions,
        Conductor conductor,
        String plan,
        int priority) {

    /// A turn that has just been accepted.
    ///
    /// @param owner the caller that conducts it; empty when the queue does
    static Turn queued(
            TurnId id,
            SessionId session,
            int number,
            Optional<ProcessIdentity> owner,
            TurnPlan plan,
            Admission.Draft draft,
            Instant now) {
        return new Turn(
                id,
                session,
                number,
                1,
                TurnState.QUEUED,
                1,
                owner,
                Optional.empty(),
                now,
                draft.model(),
                draft.projectLimit(),
                draft.debug() == Turns.TurnOptions.Debug.ON,
                draft.deadlines().firstEvent(),
                draft.deadlines().silence(),
                draft.deadlines().turn(),
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                owner.isPresent() ? Conductor.CALLER : Conductor.QUEUE,
                plan.toJson(),
                draft.priority());
    }

    /// Whether the queue conducts it.
    public boolean isOfQueue() {
        return conductor == Conductor.QUEUE;
    }

    public Deadlines deadlines() {
        return new Deadlines(firstEventMs, silenceMs, turnMs);
    }
}
