package dev.kugetsu.supervisor.task;

import dev.kugetsu.supervisor.coordination.TaskState;
import dev.kugetsu.supervisor.verb.Actor;
import java.time.Instant;
import java.util.Optional;

/// A row of `tasks`.
record Task(
        String taskId,
        String title,
        Optional<String> description,
        int priority,
        TaskState state,
        Optional<String> owner,
        Optional<String> agentSessionId,
        String createdBy,
        Instant createdAt,
        Optional<Instant> claimedAt,
        Optional<Instant> endedAt,
        Optional<String> blockedReason) {

    boolean isOf(String agent) {
        return owner.equals(Optional.of(agent));
    }

    /// Whether it is the actor's to decide what becomes of it: its owner's, or, while it has none, its
    /// author's.
    boolean isDecidedBy(Actor actor) {
        return actor.mayActFor(owner.orElse(createdBy));
    }

    @Override
    public String toString() {
        return "task " + taskId + " '" + title + "'";
    }
}
