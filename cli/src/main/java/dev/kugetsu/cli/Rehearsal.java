package dev.kugetsu.cli;

import java.util.List;
import java.util.Map;

/// Runs in one process what `kugetsu` is mostly asked for. The build has the JVM record it, and later starts
/// find the classes of all these commands loaded and linked. Wants to stand in a repository of its own, with a
/// home of its own.
final class Rehearsal {

    private static final String SCRIPT = """
            say I write a note.
            write note.txt Hello
            """;

    private Rehearsal() {}

    public static void main(String... none) {
        System.exit(List.of(
                        List.of("version"),
                        List.of("list"),
                        List.of("init", "--harness", "scripted", "--headless", "--message", SCRIPT),
                        List.of("start", "#1", SCRIPT, "--harness", "scripted"),
                        List.of("continue", "#1", SCRIPT, "--json"),
                        List.of("list"),
                        List.of("list", "--json"),
                        List.of("show", "#1"),
                        List.of("logs", "#1"),
                        List.of("destroy", "#1", "-y"))
                .stream()
                .mapToInt(Rehearsal::run)
                .max()
                .orElseThrow());
    }

    private static int run(List<String> arguments) {
        Map<String, String> environment = System.getenv();
        return Main.run(new Main.HomeHost(environment), environment, arguments);
    }
}
