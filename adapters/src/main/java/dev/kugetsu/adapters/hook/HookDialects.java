package dev.kugetsu.adapters.hook;

import java.util.List;
import java.util.Map;
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

    /// A session of a harness, as the environment of its shells tells it.
    public record Told(String harness, String session) {}

    /// The session whose shell has this environment; empty if its harness tells none.
    public static Optional<Told> findSession(Map<String, String> environment) {
        return ALL.stream()
                .flatMap(dialect -> dialect.sessionVariables().stream()
                        .map(variable -> environment.getOrDefault(variable, ""))
                        .filter(session -> !session.isBlank())
                        .map(session -> new Told(dialect.harness(), session)))
                .findFirst();
    }

    /// The dialect of a harness; empty if there is none of that name.
    public static Optional<HookDialect> find(String harness) {
        return ALL.stream().filter(dialect -> dialect.harness().equals(harness)).findFirst();
    }
}
