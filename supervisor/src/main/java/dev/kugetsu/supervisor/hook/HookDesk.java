package dev.kugetsu.supervisor.hook;

import dev.kugetsu.adapters.hook.HookCall;
import dev.kugetsu.adapters.hook.HookCall.SessionEnd;
import dev.kugetsu.adapters.hook.HookVerdict;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.EndReason;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.Hooks.HookReceipt;
import dev.kugetsu.supervisor.coordination.JournalKind;
import dev.kugetsu.supervisor.coordination.StatusVerbs;
import dev.kugetsu.supervisor.coordination.StatusVerbs.ReadStatus;
import dev.kugetsu.supervisor.lock.Locks;
import dev.kugetsu.supervisor.lock.PathKeys;
import dev.kugetsu.supervisor.mail.Mail;
import dev.kugetsu.supervisor.mail.Postbox;
import dev.kugetsu.supervisor.mail.Postbox.Selection;
import dev.kugetsu.supervisor.verb.Actor;
import dev.kugetsu.supervisor.verb.Coordinator;
import dev.kugetsu.supervisor.verb.Desk;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Decides what is answered to a hook, whichever harness calls. Thread-safe.
final class HookDesk {

    private final Coordinator coordinator;
    private final Postbox postbox;
    private final EditGuard guard;

    HookDesk(Coordinator coordinator, Postbox postbox, Locks locks) {
        this.coordinator = coordinator;
        this.postbox = postbox;
        this.guard = new EditGuard(coordinator, locks);
    }

    /// @param heard whether the harness acts upon such a verdict now
    Decision decide(HookCall call, Caller caller, Predicate<HookVerdict> heard) {
        return switch (call.kind()) {
            case SESSION_STARTED -> welcome(caller);
            case PROMPT_SUBMITTED ->
                handOver(caller, Desk::arrival, Selection.EVERYTHING, HookVerdict.Context::new, heard);
            case BEFORE_TOOL -> guard.judge(call, caller);
            case AFTER_TOOL -> note(call, caller, heard);
            case STOPPING ->
                call.isContinuation()
                        ? Decision.SILENT
                        : handOver(caller, Desk::actor, Selection.DIRECTED, HookVerdict.GoOn::new, heard);
            case SESSION_ENDED -> farewell(call, caller);
            case OTHER -> Decision.SILENT;
        };
    }

    /// Tells an agent what it can do here, and how things stand.
    private Decision welcome(Caller caller) {
        coordinator.write(caller, Desk::arrival);
        return coordinator
                .perform(StatusVerbs.STATUS, new ReadStatus(true), caller, Mode.COMMIT)
                .compact()
                .map(status -> Decision.of(new HookVerdict.Context("[kugetsu] " + status)))
                .orElse(Decision.SILENT);
    }

    /// What would not be heard is not taken, so that the next call has it.
    ///
    /// @param presence says that the agent is here, and may note what it does, in the transaction that takes
    private Decision handOver(
            Caller caller,
            Function<Desk, Actor> presence,
            Selection selection,
            Function<String, HookVerdict> verdict,
            Predicate<HookVerdict> heard) {
        record Taken(String agent, List<Mail> mails) {}
        boolean isHeard = heard.test(verdict.apply("messages"));
        Taken taken = coordinator.write(caller, desk -> {
            String agent = presence.apply(desk).agent();
            return new Taken(agent, isHeard ? postbox.take(desk, agent, selection) : List.of());
        });
        if (taken.mails().isEmpty()) {
            return Decision.SILENT;
        }
        List<String> ids = taken.mails().stream().map(Mail::messageId).toList();
        return new Decision(
                verdict.apply(HandedMail.of(taken.mails())), Optional.of(new HookReceipt(taken.agent(), ids)));
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
        return handOver(caller, noted, Selection.DIRECTED, HookVerdict.Context::new, heard);
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
