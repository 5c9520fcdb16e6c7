package dev.kugetsu.adapters.hook;

import java.util.List;
import java.util.Map;

/// qwen-code 0.24.4, which speaks as claude does.
///
/// Its editing tools are write_file, edit and notebook_edit. What PreToolUse adds as context is dropped. It
/// tells of a submitted prompt after each answer of a tool too, and then the prompt is empty.
final class QwenHooks {

    private QwenHooks() {}

    static TabledDialect dialect() {
        FileArguments file = FileArguments.named("file_path");
        FileArguments notebook = FileArguments.named("notebook_path");
        return new TabledDialect(
                "qwen", List.of(), events(), Map.of("write_file", file, "edit", file, "notebook_edit", notebook));
    }

    static HookSettings settings() {
        return new HookSettings(dialect(), EntryForm.NESTED, "write_file|edit|notebook_edit");
    }

    private static List<EventRule> events() {
        return List.of(
                EventRule.told("SessionStart", HookKind.SESSION_STARTED).hearing(AnswerForm.NESTED_CONTEXT),
                EventRule.told("UserPromptSubmit", HookKind.PROMPT_SUBMITTED)
                        .hearing(AnswerForm.NESTED_CONTEXT)
                        .blockedBy(AnswerForm.BLOCK),
                EventRule.told("PreToolUse", HookKind.BEFORE_TOOL).blockedBy(AnswerForm.NESTED_REFUSAL),
                EventRule.told("PostToolUse", HookKind.AFTER_TOOL).hearing(AnswerForm.NESTED_CONTEXT),
                EventRule.told("Stop", HookKind.STOPPING).sentOnBy(AnswerForm.BLOCK),
                EventRule.told("SessionEnd", HookKind.SESSION_ENDED));
    }
}
