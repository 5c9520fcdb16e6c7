package dev.kugetsu.supervisor.hook;

import dev.kugetsu.adapters.hook.HookCall;
import dev.kugetsu.adapters.hook.HookCall.SessionEnd;
import dev.kugetsu.adapters.hook.HookVerdict;
import dev.kugetsu.supervisor.agent.Welcomes;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.EndReason;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.JournalKind;
import dev.kugetsu.supervisor.coordination.StatusVerbs;
import dev.kugetsu.supervisor.coordination.StatusVerbs.ReadStatus;
import dev.kugetsu.supervisor.lock.Locks;
import dev.kugetsu.supervisor.lock.PathKeys;
import dev.kugetsu.supervisor.mail.Postbox;
import dev.kugetsu.supervisor.mail.Postbox.Selection;
import dev.kugetsu.supervisor.verb.Actor;
import dev.kugetsu.supervisor.verb.Coordinator;
import dev.kugetsu.supervisor.verb.Desk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Decides what is answered to a hook, whichever harness calls. Thread-safe.
final class HookDesk {

    private final Coordinator coordinator;
    private final Postbox postbox;
    private final Welcomes welcomes;
    private final EditGuard guard;

    HookDesk(Coordinator coordinator, Postbox postbox, Welcomes welcomes, Locks locks) {
        this.coordinator = coordinator;
        this.postbox = postbox;
        this.welcomes = welcomes;
        this.guard = new EditGuard(coordinator, locks);
    }

    /// @param heard whether the harness acts upon such a verdict now
    Decision decide(HookCall call, Caller caller, Predicate<HookVerdict> heard) {
        return switch (call.kind()) {
            case SESSION_STARTED -> begin(caller, heard);
            case PROMPT_SUBMITTED -> inform(caller, Desk::arrival, Selection.EVERYTHING, heard);
            case BEFORE_TOOL -> guard.judge(call, caller);
            case AFTER_TOOL -> note(call, caller, heard);
            case STOPPING -> call.isContinuation() ? Decision.SILENT : sendOn(caller, heard);
            case SESSION_ENDED -> farewell(call, caller);
            case OTHER -> Decision.SILENT;
        };
    }

    /// Tells an agent what it can do here, and how things stand; where its harness does not hear it now, the
    /// first call from which it hears anything has it.
    private Decision begin(Caller caller, Predicate<HookVerdict> heard) {
        Due due = coordinator.write(caller, desk -> {
            Actor actor = desk.arrival();
            welcomes.expect(desk, actor);
            return new Due(actor.agent(), List.of(), actor.agentSession());
        });
        return hearsContext(heard)
                ? new Decision(new HookVerdict.Context(status(caller)), due.receipt())
                : Decision.SILENT;
    }

    /// An agent at work reads what it is told as soon as it can; some harnesses cannot be sent on when they
    /// stop.
    private Decision note(HookCall call, Caller caller, Predicate<HookVerdict> heard) {
        Optional<String> tool = call.tool().map(HookCall.ToolUse::name);
        List<String> edited = call.tool().filter(HookCall.ToolUse::editsFiles).isPresent()
                ? call.editedPaths().stream().map(path -> key(caller, path)).toList()
                : List.of();
        Function<Desk, Actor> noted = desk -> {
            edited.forEach(key -> desk.record(JournalKind.FILE_EDITED, Optional.of(key), tool));
            return desk.actor();
        };
        return inform(caller, noted, Selection.DIRECTED, heard);
    }

    /// Hands over the messages, and how things stand if that is still to be told. What would not be heard is
    /// not taken, so that the next call has it.
    ///
    /// @param presence says that the agent is here, and may note what it does, in the transaction that takes
    private Decision inform(
            Caller caller, Function<Desk, Actor> presence, Selection selection, Predicate<HookVerdict> heard) {
        boolean isHeard = hearsContext(heard);
        Due due = coordinator.write(caller, desk -> {
            Actor actor = presence.apply(desk);
            return isHeard
                    ? new Due(
                            actor.agent(), postbox.take(desk, actor.agent(), selection), welcomes.findDue(desk, actor))
                    : Due.NOTHING;
        });
        List<String> words = new ArrayList<>();
        due.unwelcomed().ifPresent(session -> words.add(status(caller)));
        due.messages().ifPresent(words::add);
        return words.isEmpty()
                ? Decision.SILENT
                : new Decision(new HookVerdict.Context(String.join("\n\n", words)), due.receipt());
    }

    /// For a message to itself that it has not got.
    private Decision sendOn(Caller caller, Predicate<HookVerdict> heard) {
        boolean isHeard = heard.test(new HookVerdict.GoOn("messages"));
        Due due = coordinator.write(caller, desk -> {
            String agent = desk.actor().agent();
            return isHeard
                    ? new Due(agent, postbox.take(desk, agent, Selection.DIRECTED), Optional.empty())
                    : Due.NOTHING;
        });
        return due.messages()
                .map(text -> new Decision(new HookVerdict.GoOn(text), due.receipt()))
                .orElse(Decision.SILENT);
    }

    private static boolean hearsContext(Predicate<HookVerdict> heard) {
        return heard.test(new HookVerdict.Context("words"));
    }

    private String status(Caller caller) {
        return "[kugetsu] "
                + coordinator
                        .perform(StatusVerbs.STATUS, new ReadStatus(true), caller, Mode.COMMIT)
                        .compact()
                        .orElseThrow();
    }

    private static String key(Caller caller, Path path) {
        return PathKeys.find(caller.directory(), path.toString())
                .map(PathKeys.Place::key)
                .orElse(path.toString());
    }

    /// The turns of our own sessions end by themselves.
    private Decision farewell(HookCall call, Caller caller) {
        if (caller.launched().isEmpty()) {
            coordinator.perform(
                    AgentVerbs.END, new AgentVerbs.EndAgent(Optional.of(reason(call))), caller, Mode.COMMIT);
        }
        return Decision.SILENT;
    }

    private static EndReason reason(HookCall call) {
        return switch (call.end().orElse(SessionEnd.OTHER)) {
            case CLEARED, RESUMED -> EndReason.CLEAR;
            case LOGGED_OUT -> EndReason.LOGOUT;
            case EXITED -> EndReason.STOP;
            case OTHER -> EndReason.OTHER;
        };
    }
}
