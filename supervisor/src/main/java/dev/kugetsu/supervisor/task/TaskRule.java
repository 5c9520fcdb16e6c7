package dev.kugetsu.supervisor.task;

import dev.kugetsu.supervisor.coordination.Presence;
import dev.kugetsu.supervisor.coordination.TaskState;
import java.util.List;
import java.util.Optional;

/// What may be done with a task, as it follows from facts. Pure.
final class TaskRule {

    private TaskRule() {}

    /// Whether anybody may have it next: nobody works on it, and what comes before it is done. {@link
    /// TaskDao#takeNext} says the same in SQL.
    ///
    /// @param owner whether its owner is there; empty when it has none
    /// @param waitsFor the tasks before it that are not done
    static boolean isFree(TaskState state, Optional<Presence> owner, List<String> waitsFor) {
        return waitsFor.isEmpty()
                && switch (state) {
                    case PENDING -> true;
                    case IN_PROGRESS -> !isHeld(owner);
                    case BLOCKED, DONE, CANCELLED -> false;
                };
    }

    /// Whether an owner holds others off: as long as it is there.
    static boolean isHeld(Optional<Presence> owner) {
        return owner.equals(Optional.of(Presence.ACTIVE));
    }
}
