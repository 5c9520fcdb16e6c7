package dev.kugetsu.adapters.hook;

import java.util.List;
import java.util.Map;

/// claude-code 2.1.329.
///
/// Its editing tools are Write, Edit, MultiEdit and NotebookEdit; only the last names its file otherwise. A
/// refusal by JSON reaches the model as the bare reason; exit code 2 would put the command line of the hook
/// before it.
final class ClaudeCodeHooks {

    private ClaudeCodeHooks() {}

    /// Its shells have the session in a variable that was renamed once.
    static TabledDialect dialect() {
        List<String> variables = List.of("CLAUDE_CODE_SESSION_ID", "CLAUDE_SESSION_ID");
        return new TabledDialect("claude-code", variables, events(), editors());
    }

    static HookSettings settings() {
        return new HookSettings(dialect(), EntryForm.NESTED, "Write|Edit|MultiEdit|NotebookEdit");
    }

    static List<EventRule> events() {
        return List.of(
                EventRule.told("SessionStart", HookKind.SESSION_STARTED).hearing(AnswerForm.NESTED_CONTEXT),
                EventRule.told("UserPromptSubmit", HookKind.PROMPT_SUBMITTED)
                        .hearing(AnswerForm.NESTED_CONTEXT)
                        .blockedBy(AnswerForm.BLOCK),
                EventRule.told("PreToolUse", HookKind.BEFORE_TOOL)
                        .hearing(AnswerForm.NESTED_CONTEXT)
                        .blockedBy(AnswerForm.NESTED_REFUSAL),
                EventRule.told("PostToolUse", HookKind.AFTER_TOOL).hearing(AnswerForm.NESTED_CONTEXT),
                EventRule.told("Stop", HookKind.STOPPING).sentOnBy(AnswerForm.BLOCK),
                EventRule.told("SessionEnd", HookKind.SESSION_ENDED));
    }

    static Map<String, FileArguments> editors() {
        FileArguments file = FileArguments.named("file_path");
        return Map.of(
                "Write", file,
                "Edit", file,
                "MultiEdit", file,
                "NotebookEdit", FileArguments.named("notebook_path"));
    }
}
