package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Console;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.JournalVerbs;
import dev.kugetsu.supervisor.coordination.LockVerbs;
import dev.kugetsu.supervisor.coordination.MessageVerbs;
import dev.kugetsu.supervisor.coordination.ReservationVerbs;
import dev.kugetsu.supervisor.coordination.StatusVerbs;
import dev.kugetsu.supervisor.coordination.TaskVerbs;
import dev.kugetsu.supervisor.coordination.Verb;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// The commands of all verbs, by the words with which they are called.
public final class VerbCatalog {

    private static final Map<String, String> GROUPS = Map.of(
            "agent", "Say who you are and what you work on, and see who else is here.",
            "decision", "Tell everybody what was decided, and see it.",
            "reservation", "Keep the branch that you have reserved, and see who has which.",
            "task", "Say what is to do, and do it, each task by one agent.",
            "message", "Leave messages for agents, and see how far they have got.");

    private final SharedContext context;
    private final SequencedMap<String, Supplier<Object>> commands = new LinkedHashMap<>();
    private final Map<String, SequencedMap<String, Supplier<Object>>> groups = new HashMap<>();

    private VerbCatalog(SharedContext context) {
        this.context = context;
    }

    /// Commands and groups of commands, in the order in which they are shown; each is made when it is called
    /// for.
    public static SequencedMap<String, Supplier<Object>> commands(SharedContext context) {
        VerbCatalog catalog = new VerbCatalog(context);
        AgentDisplay agents = new AgentDisplay(context.clock());
        catalog.add(
                "agent register",
                AgentVerbs.REGISTER,
                agents::registered,
                "agent register",
                "agent register --agent brave-heron --role reviewer");
        catalog.add("agent heartbeat", AgentVerbs.HEARTBEAT, agents::heartbeat, "agent heartbeat");
        catalog.add("agent end", AgentVerbs.END, agents::ended, "agent end --reason logout");
        catalog.add("agent list", AgentVerbs.LIST, agents::list, "agent list --active");
        catalog.add("agent show", AgentVerbs.SHOW, agents::show, "agent show brave-heron");
        catalog.add("agent claim", AgentVerbs.CLAIM, agents::claimed, "agent claim '#42'");
        catalog.add("agent release", AgentVerbs.RELEASE, agents::released, "agent release '#42'");
        catalog.add(
                "lock",
                LockVerbs.ACQUIRE,
                LockDisplay::acquired,
                "lock src/Main.java --reason refactoring",
                "lock --resource port-8080 --wait 30s");
        catalog.add("unlock", LockVerbs.RELEASE, LockDisplay::released, "unlock src/Main.java");
        catalog.add("locks", LockVerbs.LIST, LockDisplay::list, "locks");
        TaskDisplay tasks = new TaskDisplay(context.clock());
        catalog.add(
                "task create",
                TaskVerbs.CREATE,
                tasks::created,
                "task create \"Cut the parser in two\" --file src/Parser.java --priority 5",
                "task create \"Test it\" --depends-on task-3f2a");
        catalog.add("task next", TaskVerbs.NEXT, tasks::next, "task next --lock");
        catalog.add("task claim", TaskVerbs.CLAIM, tasks::claimed, "task claim task-3f2a --lock");
        catalog.add("task complete", TaskVerbs.COMPLETE, tasks::completed, "task complete task-3f2a --unlock");
        catalog.add("task block", TaskVerbs.BLOCK, tasks::blocked, "task block task-3f2a --reason \"needs a key\"");
        catalog.add("task unblock", TaskVerbs.UNBLOCK, tasks::unblocked, "task unblock task-3f2a");
        catalog.add("task release", TaskVerbs.RELEASE, tasks::released, "task release task-3f2a --unlock");
        catalog.add("task cancel", TaskVerbs.CANCEL, tasks::cancelled, "task cancel task-3f2a --reason duplicate");
        catalog.add("task depend", TaskVerbs.DEPEND, tasks::depends, "task depend task-3f2a --on task-77c1");
        catalog.add("task list", TaskVerbs.LIST, tasks::list, "task list", "task list --all");
        catalog.add("task show", TaskVerbs.SHOW, tasks::show, "task show task-3f2a");
        MailDisplay mail = new MailDisplay(context.clock());
        catalog.add(
                "message send",
                MessageVerbs.SEND,
                mail::sent,
                "message send --to brave-heron \"the parser is yours\"",
                "message send --to all - < note.txt");
        catalog.add("message inbox", MessageVerbs.INBOX, mail::inbox, "message inbox");
        catalog.add("message read", MessageVerbs.READ, mail::read, "message read m-9f3");
        catalog.add("message ack", MessageVerbs.ACKNOWLEDGE, mail::acknowledged, "message ack m-9f3");
        catalog.add("message list", MessageVerbs.LIST, mail::sentList, "message list");
        ReservationDisplay reservations = new ReservationDisplay(context.clock());
        catalog.add(
                "reserve",
                ReservationVerbs.RESERVE,
                reservations::reserved,
                "reserve --branch topic/parser --task \"rewrite the parser\"",
                "reserve --branch topic/parser --anchor topic/parser --lease 30m");
        catalog.add("reservation list", ReservationVerbs.LIST, reservations::list, "reservation list --alive-only");
        catalog.add(
                "reservation heartbeat", ReservationVerbs.HEARTBEAT, reservations::renewed, "reservation heartbeat");
        catalog.add(
                "reservation capture",
                ReservationVerbs.CAPTURE,
                reservations::captured,
                "reservation capture -m \"Parse nested lists\" --confidence 0.8");
        catalog.add("reservation ready", ReservationVerbs.READY, reservations::ready, "reservation ready");
        catalog.add(
                "reservation release",
                ReservationVerbs.RELEASE,
                reservations::released,
                "reservation release",
                "reservation release --branch topic/parser --force --operator");
        catalog.put("reservation check-push", () -> new CheckPushCommand(context));
        catalog.add("decision add", JournalVerbs.DECIDE, JournalDisplay::decided, "decision add \"errors are values\"");
        catalog.add("decision list", JournalVerbs.DECISIONS, JournalDisplay::decisions, "decision list --since 7d");
        catalog.add("log", JournalVerbs.LOG, JournalDisplay::log, "log --kind lock --since 4h");
        StatusDisplay status = new StatusDisplay(context.clock());
        catalog.add("status", StatusVerbs.STATUS, status::status, "status", "status --compact");
        catalog.add("gc", StatusVerbs.GC, status::collected, "gc --dry-run", "gc --older-than 30d --operator");
        return catalog.commands;
    }

    private <Q extends Record, R> void add(
            String words, Verb<Q, R> verb, BiConsumer<Console, R> display, String... examples) {
        put(words, () -> new VerbCommand<>(context, words, verb, display, List.of(examples)));
    }

    private void put(String words, Supplier<Object> command) {
        int blank = words.indexOf(' ');
        if (blank < 0) {
            commands.put(words, command);
            return;
        }
        String group = words.substring(0, blank);
        groups.computeIfAbsent(group, name -> new LinkedHashMap<>()).put(words.substring(blank + 1), command);
        commands.putIfAbsent(group, () -> group(group));
    }

    private VerbGroup group(String name) {
        VerbGroup group = new VerbGroup(context, name, GROUPS.getOrDefault(name, ""));
        groups.getOrDefault(name, new LinkedHashMap<>()).forEach((part, command) -> group.add(part, command.get()));
        return group;
    }
}
