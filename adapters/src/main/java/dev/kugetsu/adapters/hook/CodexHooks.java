package dev.kugetsu.adapters.hook;

import java.util.List;
import java.util.Map;

/// codex 0.169.0, which speaks as claude does.
///
/// All edits are patches by `apply_patch`, with the patch as `command`. Models without that tool call it in a
/// shell, where codex applies the patch by itself: the hook is told of `Bash`, and nothing is told after it
/// has run. It does so behind `cd <folder> &&` too; behind `;` the shell calls a program of that name.
final class CodexHooks {

    private CodexHooks() {}

    static TabledDialect dialect() {
        return new TabledDialect("codex", List.of(), ClaudeCodeHooks.events(), editors());
    }

    static HookSettings settings() {
        return new HookSettings(dialect(), EntryForm.NESTED, "apply_patch|Bash");
    }

    private static Map<String, FileArguments> editors() {
        return Map.of(
                "apply_patch", FileArguments.patch("command"),
                "Bash", FileArguments.patchInCommand("command"));
    }
}
