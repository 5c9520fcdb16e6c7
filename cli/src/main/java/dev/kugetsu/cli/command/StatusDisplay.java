package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Amounts;
import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.Table;
import dev.kugetsu.cli.output.TerminalText;
import dev.kugetsu.supervisor.coordination.StatusVerbs.CollectedGarbage;
import dev.kugetsu.supervisor.coordination.StatusVerbs.LiveLock;
import dev.kugetsu.supervisor.coordination.StatusVerbs.OpenTask;
import dev.kugetsu.supervisor.coordination.StatusVerbs.PresentAgent;
import dev.kugetsu.supervisor.coordination.StatusVerbs.ReservedBranch;
import dev.kugetsu.supervisor.coordination.StatusVerbs.StatusView;
import dev.kugetsu.supervisor.coordination.StatusVerbs.UnreadMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Shows the status to people, or as agents get it.
record StatusDisplay(InstantSource clock) {

    void status(Console console, StatusView status) {
        if (status.compact().isPresent()) {
            console.print(status.compact().get());
            return;
        }
        console.print("project " + TerminalText.oneLine(status.project())
                + status.you()
                        .map(you -> ", you are " + TerminalText.oneLine(you))
                        .orElse(""));
        section(console, "agents", status.agents().size(), agents(status.agents()));
        section(console, "tasks", status.taskCount(), tasks(status.tasks()));
        section(console, "locks", status.locks().size(), locks(status.locks()));
        section(console, "reservations", status.reservations().size(), reservations(status.reservations()));
        section(console, "unread messages", status.unreadCount(), unread(status.unread()));
        section(console, "decisions", status.decisions().size(), decisions(status));
    }

    private static void section(Console console, String name, long count, Table rows) {
        console.print("");
        console.print(name + ": " + (count == 0 ? "none" : Long.toString(count)));
        if (count > 0) {
            rows.print(console);
        }
    }

    private Table agents(List<PresentAgent> agents) {
        Table table = new Table("AGENT", "ROLE", "HARNESS", "BRANCH", "SEEN", "PRESENCE", "CLAIMS");
        agents.forEach(agent -> table.row(
                agent.agent(),
                dash(agent.role()),
                dash(agent.harness()),
                dash(agent.branch()),
                age(agent.lastSeenAt()),
                word(agent.presence()),
                String.join(" ", agent.claims())));
        return table;
    }

    private static Table tasks(List<OpenTask> tasks) {
        Table table = new Table("TASK", "STATE", "PRIORITY", "OWNER", "TITLE");
        tasks.forEach(task -> table.row(
                task.taskId(),
                task.state(),
                Integer.toString(task.priority()),
                task.owner().orElse("-")
                        + task.ownerPresence()
                                .map(presence -> " (" + word(presence) + ")")
                                .orElse(""),
                task.title() + task.blockedReason().map(why -> ": " + why).orElse("")));
        return table;
    }

    private Table locks(List<LiveLock> locks) {
        Table table = new Table("LOCK", "OWNER", "AGE", "UNTIL", "REASON");
        locks.forEach(lock -> table.row(
                lock.key(),
                lock.agent(),
                age(lock.acquiredAt()),
                lock.expiresAt().toString(),
                dash(lock.reason())));
        return table;
    }

    private Table reservations(List<ReservedBranch> reservations) {
        Table table = new Table("BRANCH", "OWNER", "AGE", "READY", "TASK");
        reservations.forEach(branch -> table.row(
                branch.branch(),
                branch.agent() + " (" + word(branch.ownerPresence()) + ")",
                age(branch.reservedAt()),
                branch.ready() ? "yes" : "-",
                dash(branch.task())));
        return table;
    }

    private Table unread(List<UnreadMessage> unread) {
        Table table = new Table("MESSAGE", "FROM", "TO", "AGE", "TEXT");
        unread.forEach(message ->
                table.row(message.messageId(), message.from(), message.to(), age(message.sentAt()), message.text()));
        return table;
    }

    private Table decisions(StatusView status) {
        Table table = new Table("AGE", "AGENT", "DECISION");
        status.decisions().forEach(decision -> table.row(age(decision.at()), decision.agent(), decision.text()));
        return table;
    }

    void collected(Console console, CollectedGarbage garbage) {
        Map<String, Long> gone = new LinkedHashMap<>();
        gone.put("agent session", garbage.agentSessions());
        gone.put("agent", garbage.agents());
        gone.put("task", garbage.tasks());
        gone.put("lock", garbage.locks());
        gone.put("message", garbage.messages());
        gone.put("reservation", garbage.reservations());
        gone.put("journal line", garbage.entries());
        String list = gone.entrySet().stream()
                .filter(kind -> kind.getValue() > 0)
                .map(kind -> Amounts.counted(kind.getValue(), kind.getKey()))
                .collect(Collectors.joining(", "));
        if (garbage.endedSessions() > 0) {
            console.say(
                    "ended: " + Amounts.counted(garbage.endedSessions(), "agent session") + " of those who are gone");
        }
        console.say(list.isEmpty() ? "there is nothing to remove" : "removed: " + list);
    }

    private String age(Instant moment) {
        return Amounts.roughly(Duration.between(moment, clock.instant()));
    }

    private static String dash(Optional<String> text) {
        return text.orElse("-");
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
