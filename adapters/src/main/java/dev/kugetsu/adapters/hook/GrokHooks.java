package dev.kugetsu.adapters.hook;

import java.util.List;
import java.util.Map;

/// xAI grok 1.0.41, which speaks as claude does and sends each name in both spellings.
///
/// Its editing tools are write and search_replace; a matcher in its settings takes claude's names for them.
/// What SessionStart and UserPromptSubmit add as context is dropped.
final class GrokHooks {

    private GrokHooks() {}

    static TabledDialect dialect() {
        FileArguments file = FileArguments.named("file_path");
        return new TabledDialect(
                "grok",
                List.of(),
                events(),
                Map.of("write", file, "search_replace", file, "edit", file, "hashline_edit", file));
    }

    static HookSettings settings() {
        return new HookSettings(dialect(), EntryForm.NESTED, "Write|Edit|MultiEdit");
    }

    private static List<EventRule> events() {
        return List.of(
                EventRule.told("SessionStart", HookKind.SESSION_STARTED),
                EventRule.told("UserPromptSubmit", HookKind.PROMPT_SUBMITTED),
                EventRule.told("PreToolUse", HookKind.BEFORE_TOOL)
                        .hearing(AnswerForm.NESTED_CONTEXT)
                        .blockedBy(AnswerForm.DENY),
                EventRule.told("PostToolUse", HookKind.AFTER_TOOL).hearing(AnswerForm.NESTED_CONTEXT),
                EventRule.told("Stop", HookKind.STOPPING).sentOnBy(AnswerForm.BLOCK),
                EventRule.told("SessionEnd", HookKind.SESSION_ENDED));
    }
}
