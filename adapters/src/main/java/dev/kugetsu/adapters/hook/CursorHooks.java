package dev.kugetsu.adapters.hook;

import java.util.List;
import java.util.Map;

/// cursor, by its documentation alone (<https://cursor.com/docs/agent/hooks>): nobody has seen this run.
///
/// An edit by its agent is a use of the tool Write. The events beforeShellExecution and afterFileEdit name no
/// tool.
final class CursorHooks {

    private CursorHooks() {}

    static TabledDialect dialect() {
        return new TabledDialect("cursor", List.of(), events(), editors());
    }

    static HookSettings settings() {
        return new HookSettings(dialect(), EntryForm.FLAT, "Write|Edit|StrReplace|Delete|EditNotebook");
    }

    private static List<EventRule> events() {
        return List.of(
                EventRule.told("sessionStart", HookKind.SESSION_STARTED).hearing(AnswerForm.SNAKE_CONTEXT),
                EventRule.told("beforeSubmitPrompt", HookKind.PROMPT_SUBMITTED).blockedBy(AnswerForm.HELD_PROMPT),
                EventRule.told("preToolUse", HookKind.BEFORE_TOOL).blockedBy(AnswerForm.TWOFOLD_REFUSAL),
                EventRule.told("beforeShellExecution", HookKind.BEFORE_TOOL)
                        .of("Shell")
                        .blockedBy(AnswerForm.TWOFOLD_REFUSAL),
                EventRule.told("postToolUse", HookKind.AFTER_TOOL).hearing(AnswerForm.SNAKE_CONTEXT),
                EventRule.told("afterFileEdit", HookKind.AFTER_TOOL).of("Write"),
                EventRule.told("stop", HookKind.STOPPING).sentOnBy(AnswerForm.FOLLOWUP),
                EventRule.told("sessionEnd", HookKind.SESSION_ENDED));
    }

    private static Map<String, FileArguments> editors() {
        FileArguments file = FileArguments.named("file_path", "path", "target_file", "target_notebook");
        return Map.of("Write", file, "Edit", file, "StrReplace", file, "Delete", file, "EditNotebook", file);
    }
}
