package dev.kugetsu.supervisor.coordination;

import java.util.EnumSet;
import java.util.Set;

/// Where a task stands. Whether it may be begun follows from that, from the tasks that it depends on, and
/// from whether its owner is there.
public enum TaskState {
    /// Nobody has it.
    PENDING,
    /// Its owner works on it.
    IN_PROGRESS,
    /// It cannot go on, and somebody has said why.
    BLOCKED,
    /// Its owner says that it is done.
    DONE,
    /// Nobody is to do it any more.
    CANCELLED;

    /// Whether nothing can follow any more.
    public boolean isTerminal() {
        return followers().isEmpty();
    }

    public boolean canBecome(TaskState next) {
        return followers().contains(next);
    }

    private Set<TaskState> followers() {
        return switch (this) {
            case PENDING -> EnumSet.of(IN_PROGRESS, BLOCKED, DONE, CANCELLED);
            case IN_PROGRESS -> EnumSet.of(PENDING, BLOCKED, DONE, CANCELLED);
            case BLOCKED -> EnumSet.of(PENDING, IN_PROGRESS, DONE, CANCELLED);
            case DONE, CANCELLED -> EnumSet.noneOf(TaskState.class);
        };
    }
}
