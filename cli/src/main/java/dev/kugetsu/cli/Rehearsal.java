package dev.kugetsu.cli;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Runs in one process what `kugetsu` is mostly asked for. The build has the JVM record it, and later starts
/// find the classes of all these commands loaded and linked. Wants to stand in a repository of its own, with a
/// home of its own, and the messages of a client of `mcp` on standard input.
final class Rehearsal {

    private static final String SCRIPT = """
            say I write a note.
            write note.txt Hello
            """;

    /// An edit of a file that somebody has locked.
    private static final String CALL = """
            {"session_id": "rehearsal", "hook_event_name": "PreToolUse", "tool_name": "Edit",
             "tool_input": {"file_path": "note.txt"}}
            """;

    private static final List<String> VERSION = List.of("version");
    private static final List<String> LOCK = List.of("lock", "note.txt", "--operator");
    private static final List<String> HOOK = List.of("hook", "claude-code", "PreToolUse");

    private static final List<List<String>> EVERYTHING = List.of(
            VERSION,
            List.of("list"),
            List.of("init", "--harness", "scripted", "--headless", "--message", SCRIPT),
            List.of("start", "#1", SCRIPT, "--harness", "scripted"),
            List.of("continue", "#1", SCRIPT, "--json"),
            List.of("list"),
            List.of("list", "--json"),
            List.of("show", "#1"),
            LOCK,
            HOOK,
            List.of("reserve", "--branch", "topic", "--session", "writer"),
            List.of("reservation", "release", "--branch", "topic", "--session", "writer"),
            List.of("logs", "#1"),
            List.of("destroy", "#1", "-y"),
            List.of("mcp", "--session", "rehearsal"));

    /// What agents call all the time.
    private static final List<List<String>> VERBS = List.of(
            List.of("agent", "register", "--session", "caller"),
            LOCK,
            HOOK,
            List.of("locks"),
            List.of("task", "create", "write a note", "--operator"),
            List.of("task", "next", "--session", "caller"),
            List.of("message", "send", "Hello", "--to", "all", "--operator"),
            List.of("message", "inbox", "--session", "caller"),
            List.of("decision", "add", "tabs", "--session", "caller"),
            List.of("log"),
            List.of("status"),
            List.of("status", "--compact"),
            List.of("status", "--json"));

    private Rehearsal() {}

    public static void main(String... part) {
        System.setIn(new ByteArrayInputStream(CALL.getBytes(StandardCharsets.UTF_8)));
        System.exit((part[0].equals("verbs") ? VERBS : EVERYTHING)
                .stream().mapToInt(Rehearsal::run).max().orElseThrow());
    }

    private static int run(List<String> arguments) {
        Map<String, String> environment = System.getenv();
        return Main.run(new Main.HomeHost(environment), environment, arguments);
    }
}
