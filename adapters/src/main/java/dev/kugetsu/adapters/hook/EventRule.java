package dev.kugetsu.adapters.hook;

import dev.kugetsu.adapters.hook.HookVerdict.Block;
import dev.kugetsu.adapters.hook.HookVerdict.Context;
import dev.kugetsu.adapters.hook.HookVerdict.GoOn;
import dev.kugetsu.adapters.hook.HookVerdict.Silent;
import java.util.Optional;

/// One event of a harness: what it means, and the answers that are acted upon.
///
/// @param impliedTool the tool that an event stands for whose input names none; its arguments are then those
///     of the event
record EventRule(
        String name,
        HookKind kind,
        Optional<String> impliedTool,
        Optional<AnswerForm> context,
        Optional<AnswerForm> block,
        Optional<AnswerForm> goOn) {

    /// An event that is only told.
    static EventRule told(String name, HookKind kind) {
        return new EventRule(name, kind, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    EventRule of(String tool) {
        return new EventRule(name, kind, Optional.of(tool), context, block, goOn);
    }

    EventRule hearing(AnswerForm form) {
        return new EventRule(name, kind, impliedTool, Optional.of(form), block, goOn);
    }

    EventRule blockedBy(AnswerForm form) {
        return new EventRule(name, kind, impliedTool, context, Optional.of(form), goOn);
    }

    EventRule sentOnBy(AnswerForm form) {
        return new EventRule(name, kind, impliedTool, context, block, Optional.of(form));
    }

    /// The reply that makes the harness act upon the verdict; empty if nothing would.
    Optional<HookReply> reply(HookVerdict verdict) {
        return switch (verdict) {
            case Silent silent -> Optional.of(HookReply.SILENT);
            case Context words -> context.map(form -> form.reply(name, words.text()));
            case Block words -> block.map(form -> form.reply(name, words.reason()));
            case GoOn words -> goOn.map(form -> form.reply(name, words.reason()));
        };
    }
}
