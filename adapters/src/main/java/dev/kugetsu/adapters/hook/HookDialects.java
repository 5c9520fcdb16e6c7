package dev.kugetsu.adapters.hook;

import java.util.List;
import java.util.Optional;

/// The dialects that there are; the only place that lists harnesses.
public final class HookDialects {

    private static final List<HookDialect> ALL = List.of(
            ClaudeCodeHooks.dialect(),
            CodexHooks.dialect(),
            GeminiHooks.dialect(),
            QwenHooks.dialect(),
            CopilotHooks.dialect(),
            KimiHooks.dialect(),
            GrokHooks.dialect(),
            CursorHooks.dialect(),
            OpencodeHooks.dialect());

    private HookDialects() {}

    /// All dialects, in the order in which they are told of.
    public static List<HookDialect> list() {
        return ALL;
    }

    /// The dialect of a harness; empty if there is none of that name.
    public static Optional<HookDialect> find(String harness) {
        return ALL.stream().filter(dialect -> dialect.harness().equals(harness)).findFirst();
    }
}
