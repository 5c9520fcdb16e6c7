package dev.kugetsu.adapters.hook;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How a harness writes one hook in its settings. Each has its own limit, a little above what a hook takes at
/// the most.
enum EntryForm {
    /// A list of commands below a matcher, limits in seconds: claude, codex, qwen and grok.
    NESTED {
        @Override
        Map<String, Object> command(String line, int seconds) {
            return Map.of("type", "command", "command", line, "timeout", seconds);
        }
    },
    /// The same, limits in milliseconds: gemini.
    NESTED_MILLIS {
        @Override
        Map<String, Object> command(String line, int seconds) {
            return Map.of("type", "command", "command", line, "timeout", seconds * 1000);
        }
    },
    /// The command by itself: cursor.
    FLAT {
        @Override
        Map<String, Object> command(String line, int seconds) {
            return Map.of("command", line, "timeout", seconds);
        }
    },
    /// The command by itself, named after its shell: copilot.
    SHELL {
        @Override
        Map<String, Object> command(String line, int seconds) {
            return Map.of("type", "command", "bash", line, "timeoutSec", seconds);
        }
    };

    private static final int SECONDS = 5;

    /// codex 0.169.0: grants a session's end no more, and complains about it.
    private static final int SECONDS_AT_THE_END = 3;

    abstract Map<String, Object> command(String line, int seconds);

    /// @param matcher the tools that the hook is called for, in the harness's language for that
    HookEntries.Entry entry(EventRule rule, String matcher, String line) {
        int seconds = rule.kind() == HookKind.SESSION_ENDED ? SECONDS_AT_THE_END : SECONDS;
        Map<String, Object> entry = new HashMap<>();
        Map<String, Object> command = command(line, seconds);
        if (this == NESTED || this == NESTED_MILLIS) {
            entry.put("hooks", List.of(command));
        } else {
            entry.putAll(command);
        }
        if (rule.kind() == HookKind.BEFORE_TOOL || rule.kind() == HookKind.AFTER_TOOL) {
            entry.put("matcher", matcher);
        }
        return new HookEntries.Entry(rule.name(), HookJson.write(entry));
    }
}
