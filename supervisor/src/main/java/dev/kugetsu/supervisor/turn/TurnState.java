package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.supervisor.TurnReport;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Where a turn stands.
public enum TurnState {
    /// It is recorded and waits for a slot; of the queue also for its next attempt.
    QUEUED,
    /// It has a slot; its worktree, its harness session or its process is being made.
    STARTING,
    /// Its process exists.
    RUNNING,
    /// Somebody has asked for its end.
    STOPPING,
    /// The agent has answered and the harness ended well.
    SUCCEEDED,
    /// Something went wrong; the failure says what.
    FAILED,
    /// The agent needs a permission that it did not get.
    BLOCKED,
    /// It was ended because somebody asked for it.
    STOPPED,
    /// It was ended because a deadline passed.
    TIMED_OUT,
    /// Its process is gone and nobody saw how it ended.
    LOST;

    /// Whether nothing can follow any more.
    public boolean isTerminal() {
        return followers().isEmpty();
    }

    /// Whether it holds one of the slots.
    public boolean holdsSlot() {
        return this == STARTING || this == RUNNING || this == STOPPING;
    }

    public boolean canBecome(TurnState next) {
        return followers().contains(next);
    }

    private Set<TurnState> followers() {
        return switch (this) {
            case QUEUED -> EnumSet.of(STARTING, STOPPED, FAILED);
            case STARTING -> EnumSet.of(QUEUED, RUNNING, STOPPING, STOPPED, FAILED);
            case RUNNING -> EnumSet.of(QUEUED, STOPPING, STOPPED, SUCCEEDED, FAILED, BLOCKED, TIMED_OUT, LOST);
            case STOPPING -> EnumSet.of(STOPPED, SUCCEEDED, FAILED, BLOCKED, TIMED_OUT, LOST);
            case SUCCEEDED, FAILED, BLOCKED, STOPPED, TIMED_OUT, LOST -> EnumSet.noneOf(TurnState.class);
        };
    }

    /// The state that a harness's verdict leads to.
    static TurnState of(TurnOutcome.Status status) {
        return switch (status) {
            case SUCCEEDED -> SUCCEEDED;
            case FAILED -> FAILED;
            case BLOCKED -> BLOCKED;
            case STOPPED -> STOPPED;
            case TIMED_OUT -> TIMED_OUT;
            case LOST -> LOST;
        };
    }

    /// What callers are told; empty while the turn has not ended.
    public Optional<TurnReport.Outcome> outcome() {
        return switch (this) {
            case QUEUED, STARTING, RUNNING, STOPPING -> Optional.empty();
            case SUCCEEDED -> Optional.of(TurnReport.Outcome.SUCCEEDED);
            case FAILED -> Optional.of(TurnReport.Outcome.FAILED);
            case BLOCKED -> Optional.of(TurnReport.Outcome.BLOCKED);
            case STOPPED -> Optional.of(TurnReport.Outcome.STOPPED);
            case TIMED_OUT -> Optional.of(TurnReport.Outcome.TIMED_OUT);
            case LOST -> Optional.of(TurnReport.Outcome.LOST);
        };
    }
}
