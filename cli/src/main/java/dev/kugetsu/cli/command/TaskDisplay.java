package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Amounts;
import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.Table;
import dev.kugetsu.cli.output.TerminalText;
import dev.kugetsu.supervisor.coordination.Presence;
import dev.kugetsu.supervisor.coordination.TaskVerbs.NextTask;
import dev.kugetsu.supervisor.coordination.TaskVerbs.TaskView;
import dev.kugetsu.supervisor.coordination.UntrustedFrame;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Shows tasks to people.
record TaskDisplay(InstantSource clock) {

    void created(Console console, TaskView task) {
        console.print(task.taskId());
        if (!task.waitsFor().isEmpty()) {
            console.say("it waits for " + String.join(", ", task.waitsFor()));
        }
    }

    void next(Console console, NextTask next) {
        next.task().ifPresentOrElse(task -> claimed(console, task), () -> console.say("no task is free"));
    }

    void claimed(Console console, TaskView task) {
        show(console, task);
        console.say((task.changed() ? "the task is yours" : "the task was yours already")
                + "; say `kugetsu task complete " + task.taskId() + "` when it is done");
    }

    void completed(Console console, TaskView task) {
        say(console, task, "completed", "it was done already:");
    }

    void blocked(Console console, TaskView task) {
        say(console, task, "blocked", "it was blocked already:");
    }

    void unblocked(Console console, TaskView task) {
        say(console, task, "unblocked", "it is not blocked:");
    }

    void released(Console console, TaskView task) {
        say(console, task, "released", "nobody had it:");
    }

    void cancelled(Console console, TaskView task) {
        say(console, task, "cancelled", "it was cancelled already:");
    }

    void depends(Console console, TaskView task) {
        console.say(task.taskId() + " depends on "
                + (task.dependsOn().isEmpty() ? "nothing" : String.join(", ", task.dependsOn())));
    }

    private static void say(Console console, TaskView task, String changed, String unchanged) {
        console.say((task.changed() ? changed : unchanged) + " " + task.taskId() + " "
                + TerminalText.oneLine(task.title()));
    }

    void list(Console console, List<TaskView> tasks) {
        if (tasks.isEmpty()) {
            console.say("there is nothing to do");
            return;
        }
        Table table = new Table("TASK", "PRIO", "STATE", "OWNER", "AGE", "TITLE", "WAITS FOR");
        for (TaskView task : tasks) {
            table.row(
                    task.taskId(),
                    Integer.toString(task.priority()),
                    state(task),
                    owner(task),
                    age(task.createdAt()),
                    task.title(),
                    task.blockedReason().orElseGet(() -> String.join(" ", task.waitsFor())));
        }
        table.print(console);
    }

    void show(Console console, TaskView task) {
        Table table = new Table("TASK", task.taskId());
        table.row("title", task.title())
                .row(
                        "state",
                        state(task)
                                + task.blockedReason()
                                        .map(reason -> ": " + reason)
                                        .orElse(""))
                .row("priority", Integer.toString(task.priority()))
                .row("owner", owner(task) + since(task.claimedAt()))
                .row("made", "by " + task.createdBy() + ", " + age(task.createdAt()) + " ago");
        task.endedAt().ifPresent(at -> table.row("ended", age(at) + " ago"));
        task.files().forEach(file -> table.row("file", file));
        task.dependsOn()
                .forEach(first -> table.row(task.waitsFor().contains(first) ? "waits for" : "was after", first));
        table.print(console);
        task.description()
                .ifPresent(text -> console.print("\n" + TerminalText.oneLine(task.createdBy()) + " writes:\n"
                        + UntrustedFrame.quote(TerminalText.clean(text))));
    }

    /// The state, and what it is in fact.
    private static String state(TaskView task) {
        return switch (task.state()) {
            case PENDING -> task.free() ? "free" : "waiting";
            case IN_PROGRESS -> task.free() ? "abandoned" : "in progress";
            case BLOCKED, DONE, CANCELLED -> task.state().name().toLowerCase(Locale.ROOT);
        };
    }

    private static String owner(TaskView task) {
        return task.owner().orElse("-")
                + task.ownerPresence()
                        .filter(presence -> presence != Presence.ACTIVE)
                        .filter(presence -> !task.state().isTerminal())
                        .map(presence -> " (" + presence.name().toLowerCase(Locale.ROOT) + ")")
                        .orElse("");
    }

    private String since(Optional<Instant> moment) {
        return moment.map(at -> ", since " + age(at)).orElse("");
    }

    private String age(Instant moment) {
        return Amounts.roughly(Duration.between(moment, clock.instant()));
    }
}
