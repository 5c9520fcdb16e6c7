package dev.kugetsu.adapters.hook;

import dev.kugetsu.adapters.hook.HookCall.SessionEnd;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a harness has sent, by the names that harnesses have for the same things.
record HookInput(Map<String, Object> members) {

    /// grok 1.0.41 sends both spellings; cursor names conversations and a list of roots.
    private static final List<String> SESSION = List.of("session_id", "sessionId", "conversation_id");

    private static final List<String> DIRECTORY = List.of("cwd");
    private static final List<String> TOOL = List.of("tool_name", "toolName");
    private static final List<String> ARGUMENTS = List.of("tool_input", "toolInput", "toolArgs");
    private static final List<String> CONTINUATION = List.of("stop_hook_active", "stopHookActive");

    /// claude-code 2.1.329: clear, resume, logout, prompt_input_exit, other; codex 0.169.0: other; gemini
    /// 0.61.0: exit, clear, logout, prompt_input_exit, other; copilot 1.0.102: complete, user_exit, error,
    /// abort, timeout; grok 1.0.41: shutdown.
    private static final Map<String, SessionEnd> ENDS = Map.ofEntries(
            Map.entry("clear", SessionEnd.CLEARED),
            Map.entry("resume", SessionEnd.RESUMED),
            Map.entry("logout", SessionEnd.LOGGED_OUT),
            Map.entry("exit", SessionEnd.EXITED),
            Map.entry("prompt_input_exit", SessionEnd.EXITED),
            Map.entry("user_exit", SessionEnd.EXITED),
            Map.entry("complete", SessionEnd.EXITED),
            Map.entry("completed", SessionEnd.EXITED),
            Map.entry("shutdown", SessionEnd.EXITED),
            Map.entry("user_close", SessionEnd.EXITED),
            Map.entry("window_close", SessionEnd.EXITED));

    static HookInput read(byte[] stdin) throws UnreadableHook {
        if (stdin.length == 0) {
            throw new UnreadableHook("it is empty");
        }
        if (stdin.length > HookDialect.LIMIT_BYTES) {
            throw new UnreadableHook("it has more than " + HookDialect.LIMIT_BYTES + " bytes");
        }
        return new HookInput(HookJson.object(stdin));
    }

    Optional<String> session() {
        return text(SESSION);
    }

    Optional<Path> directory() throws UnreadableHook {
        Optional<String> named = text(DIRECTORY);
        if (named.isEmpty() && members.get("workspace_roots") instanceof List<?> roots && !roots.isEmpty()) {
            named = Optional.of(String.valueOf(roots.getFirst()));
        }
        return named.isPresent() ? Optional.of(path(named.get())) : Optional.empty();
    }

    Optional<String> tool() {
        return text(TOOL);
    }

    /// The tool's arguments. A text that is no JSON, such as the patch of copilot's apply_patch, becomes the
    /// argument `input`.
    Map<String, Object> arguments() throws UnreadableHook {
        Optional<Object> given = ARGUMENTS.stream()
                .flatMap(name -> Optional.ofNullable(members.get(name)).stream())
                .findFirst();
        if (given.isPresent() && given.get() instanceof Map<?, ?> object) {
            return named(object);
        }
        if (given.isPresent() && given.get() instanceof String text) {
            return text.startsWith("{")
                    ? HookJson.object(text.getBytes(StandardCharsets.UTF_8))
                    : Map.of("input", text);
        }
        return Map.of();
    }

    /// cursor counts how often it was sent on.
    boolean isContinuation() {
        return text(CONTINUATION).filter(Boolean::parseBoolean).isPresent()
                || text(List.of("loop_count"))
                        .filter(count -> !count.equals("0"))
                        .isPresent();
    }

    boolean isShutdown() {
        return text(List.of("reason")).filter("shutdown"::equals).isPresent();
    }

    SessionEnd end() {
        return text(List.of("reason")).map(ENDS::get).orElse(SessionEnd.OTHER);
    }

    /// Which of its members are of a wrong type, and count as not given; arguments may be an object or a text.
    Optional<String> fault() {
        Stream<String> texts = Stream.of(SESSION, DIRECTORY, TOOL)
                .flatMap(List::stream)
                .filter(name -> members.containsKey(name) && !(members.get(name) instanceof String));
        Stream<String> lists = ARGUMENTS.stream().filter(name -> members.get(name) instanceof List<?>);
        String wrong = Stream.concat(texts, lists).collect(Collectors.joining(", "));
        return wrong.isEmpty() ? Optional.empty() : Optional.of("wrong type of " + wrong);
    }

    static Path path(String given) throws UnreadableHook {
        try {
            return Path.of(given);
        } catch (InvalidPathException e) {
            throw new UnreadableHook("it names a path that cannot be one", e);
        }
    }

    private Optional<String> text(List<String> names) {
        return names.stream()
                .map(members::get)
                .flatMap(value -> value instanceof String text && !text.isBlank() ? Stream.of(text) : Stream.empty())
                .findFirst();
    }

    private static Map<String, Object> named(Map<?, ?> object) {
        Map<String, Object> named = new LinkedHashMap<>();
        object.forEach((name, value) -> named.put(String.valueOf(name), value));
        return named;
    }
}
