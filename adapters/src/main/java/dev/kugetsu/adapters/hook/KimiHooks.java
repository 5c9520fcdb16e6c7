package dev.kugetsu.adapters.hook;

import java.util.List;
import java.util.Map;

/// kimi-code 2.1.0, which has claude's events and takes exit codes and plain text only.
///
/// Its editing tools are Write and Edit, both with `path`. The words of UserPromptSubmit are shown to the
/// person too; those of SessionStart and PostToolUse are dropped. What runs at the very end may be cut off.
final class KimiHooks {

    private KimiHooks() {}

    static TabledDialect dialect() {
        FileArguments file = FileArguments.named("path");
        return new TabledDialect("kimi", List.of(), events(), Map.of("Write", file, "Edit", file));
    }

    static HookSettings settings() {
        return new HookSettings(dialect(), EntryForm.NESTED, "Write|Edit");
    }

    private static List<EventRule> events() {
        return List.of(
                EventRule.told("SessionStart", HookKind.SESSION_STARTED),
                EventRule.told("UserPromptSubmit", HookKind.PROMPT_SUBMITTED)
                        .hearing(AnswerForm.PLAIN)
                        .blockedBy(AnswerForm.EXIT_2),
                EventRule.told("PreToolUse", HookKind.BEFORE_TOOL).blockedBy(AnswerForm.EXIT_2),
                EventRule.told("PostToolUse", HookKind.AFTER_TOOL),
                EventRule.told("Stop", HookKind.STOPPING).sentOnBy(AnswerForm.EXIT_2),
                EventRule.told("SessionEnd", HookKind.SESSION_ENDED));
    }
}
