package dev.kugetsu.adapters.hook;

import java.util.List;
import java.util.Map;

/// gemini-cli 0.61.0, which has names of its own for the events that claude has.
///
/// Its editing tools are write_file and replace. What BeforeTool adds as context is dropped.
final class GeminiHooks {

    private GeminiHooks() {}

    static TabledDialect dialect() {
        FileArguments file = FileArguments.named("file_path");
        return new TabledDialect("gemini", List.of(), events(), Map.of("write_file", file, "replace", file));
    }

    static HookSettings settings() {
        return new HookSettings(dialect(), EntryForm.NESTED_MILLIS, "write_file|replace");
    }

    private static List<EventRule> events() {
        return List.of(
                EventRule.told("SessionStart", HookKind.SESSION_STARTED).hearing(AnswerForm.NESTED_CONTEXT),
                EventRule.told("BeforeAgent", HookKind.PROMPT_SUBMITTED)
                        .hearing(AnswerForm.NESTED_CONTEXT)
                        .blockedBy(AnswerForm.DENY),
                EventRule.told("BeforeTool", HookKind.BEFORE_TOOL).blockedBy(AnswerForm.DENY),
                EventRule.told("AfterTool", HookKind.AFTER_TOOL).hearing(AnswerForm.NESTED_CONTEXT),
                EventRule.told("AfterAgent", HookKind.STOPPING).sentOnBy(AnswerForm.DENY),
                EventRule.told("SessionEnd", HookKind.SESSION_ENDED));
    }
}
