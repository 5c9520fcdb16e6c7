package dev.kugetsu.adapters.hook;

import java.util.List;
import java.util.Map;

/// opencode 1.18.33, whose hooks are functions of a plugin; ours hands them on as a command that speaks as
/// claude's do.
///
/// A session that has become idle can be told of but not be sent on: `opencode run` ends without waiting for
/// anybody. Its editing tools are edit, write and multiedit, or apply_patch with the models that are trained
/// on it.
final class OpencodeHooks {

    private OpencodeHooks() {}

    /// The variable is set by our plugin.
    static HookDialect dialect() {
        return new TabledDialect("opencode", List.of("KUGETSU_OPENCODE_SESSION"), events(), editors());
    }

    private static List<EventRule> events() {
        return List.of(
                EventRule.told("SessionStart", HookKind.SESSION_STARTED),
                EventRule.told("UserPromptSubmit", HookKind.PROMPT_SUBMITTED).hearing(AnswerForm.CONTEXT),
                EventRule.told("PreToolUse", HookKind.BEFORE_TOOL).blockedBy(AnswerForm.BLOCK),
                EventRule.told("PostToolUse", HookKind.AFTER_TOOL).hearing(AnswerForm.CONTEXT),
                EventRule.told("Stop", HookKind.STOPPING),
                EventRule.told("SessionEnd", HookKind.SESSION_ENDED));
    }

    private static Map<String, FileArguments> editors() {
        FileArguments file = FileArguments.named("filePath");
        FileArguments patch = FileArguments.patch("patchText");
        return Map.of("edit", file, "write", file, "multiedit", file, "apply_patch", patch, "patch", patch);
    }
}
