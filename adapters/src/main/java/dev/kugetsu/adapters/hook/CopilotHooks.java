package dev.kugetsu.adapters.hook;

import java.util.List;
import java.util.Map;

/// GitHub copilot 1.0.102, whose answers stand by themselves instead of in an object that names the event.
///
/// Its editing tools are create and edit, both with `path`, or apply_patch with the models that are trained
/// on it, whose arguments are the bare patch; str_replace_editor, str_replace and insert are older names. A
/// reason that comes with exit code 2 does not reach the model.
final class CopilotHooks {

    private CopilotHooks() {}

    static TabledDialect dialect() {
        return new TabledDialect("copilot", List.of(), events(), editors());
    }

    static HookSettings settings() {
        return new HookSettings(
                dialect(), EntryForm.SHELL, "create|edit|str_replace_editor|str_replace|insert|apply_patch");
    }

    private static List<EventRule> events() {
        return List.of(
                EventRule.told("sessionStart", HookKind.SESSION_STARTED).hearing(AnswerForm.CONTEXT),
                EventRule.told("userPromptSubmitted", HookKind.PROMPT_SUBMITTED).hearing(AnswerForm.CONTEXT),
                EventRule.told("preToolUse", HookKind.BEFORE_TOOL)
                        .hearing(AnswerForm.CONTEXT)
                        .blockedBy(AnswerForm.REFUSAL),
                EventRule.told("postToolUse", HookKind.AFTER_TOOL).hearing(AnswerForm.CONTEXT),
                EventRule.told("agentStop", HookKind.STOPPING).sentOnBy(AnswerForm.BLOCK),
                EventRule.told("sessionEnd", HookKind.SESSION_ENDED));
    }

    private static Map<String, FileArguments> editors() {
        FileArguments file = FileArguments.named("path");
        return Map.of(
                "create", file,
                "edit", file,
                "str_replace", file,
                "insert", file,
                "str_replace_editor", file,
                "apply_patch", FileArguments.patch("input"));
    }
}
