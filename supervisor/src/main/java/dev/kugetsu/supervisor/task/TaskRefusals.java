package dev.kugetsu.supervisor.task;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.coordination.TaskVerbs.TaskView;
import java.util.List;
import java.util.Locale;

/// Why something cannot be done with a task.
final class TaskRefusals {

    private TaskRefusals() {}

    static KugetsuException over(TaskView task) {
        return new KugetsuException(
                Kind.CONFLICT,
                name(task) + " is " + task.state().name().toLowerCase(Locale.ROOT)
                        + task.endedAt().map(at -> " since " + at).orElse("")
                        + task.owner().map(owner -> " (" + owner + ")").orElse(""),
                "take another one with `kugetsu task next`, or make a new one with `kugetsu task create`",
                task);
    }

    static KugetsuException taken(TaskView task) {
        String owner = task.owner().orElse("nobody");
        return new KugetsuException(
                Kind.CONFLICT,
                name(task) + " is being done by " + owner
                        + task.agentSessionId().map(id -> " (" + id + ")").orElse("")
                        + task.claimedAt().map(at -> " since " + at).orElse(""),
                "take another one with `kugetsu task next`, ask with `kugetsu message send --to " + owner
                        + " \"…\"`, or take it away with `kugetsu task claim " + task.taskId() + " --force`",
                task);
    }

    static KugetsuException waiting(TaskView task) {
        return new KugetsuException(
                Kind.CONFLICT,
                name(task) + " depends on what is not done: " + String.join(", ", task.waitsFor()),
                "do that first, begin all the same with --force, or take it out with `kugetsu task depend "
                        + task.taskId() + " --not-on " + task.waitsFor().getFirst() + "`",
                task);
    }

    static KugetsuException foreign(TaskView task) {
        String claim = "`kugetsu task claim " + task.taskId() + "`";
        String next = task.owner().isEmpty()
                ? "take it first with " + claim
                : TaskRule.isHeld(task.ownerPresence())
                        ? "leave it to its owner, or take it away with `kugetsu task claim " + task.taskId()
                                + " --force`"
                        : "its owner is not there: take it over with " + claim;
        return new KugetsuException(
                Kind.CONFLICT,
                name(task) + " is not yours but "
                        + task.owner().map(owner -> "that of " + owner).orElse("nobody's, made by " + task.createdBy()),
                next,
                task);
    }

    static KugetsuException circular(Task task, List<String> circle) {
        return new KugetsuException(
                Kind.CONFLICT,
                task + " would have to be done before itself: " + String.join(" after ", circle),
                "leave one of them out, or take one out with `kugetsu task depend … --not-on …`");
    }

    static KugetsuException changed(Task task) {
        return new KugetsuException(
                Kind.CONFLICT,
                task + " was changed by somebody else just now",
                "see it with `kugetsu task show " + task.taskId() + "`, and repeat");
    }

    private static String name(TaskView task) {
        return "task " + task.taskId() + " '" + task.title() + "'";
    }
}
