package dev.kugetsu.adapters.hook;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The program that harnesses call, which is given `hook <harness> <event>` as its last arguments.
///
/// @param program the program and its first arguments; the word kugetsu must occur in them, because that is
///     how an entry of ours is recognised again, wherever the program has moved since
public record HookCommand(List<String> program) {

    private static final String MARK = "kugetsu";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    public HookCommand {
        program = List.copyOf(program);
        if (program.stream().noneMatch(word -> word.contains(MARK))) {
            throw new IllegalArgumentException("a hook command that does not name kugetsu would not be found again");
        }
    }

    /// The words up to the event, for whoever starts programs without a shell.
    List<String> words(String harness) {
        List<String> words = new ArrayList<>(program);
        words.addAll(List.of("hook", harness));
        return List.copyOf(words);
    }

    /// One line for the shell.
    String line(String harness, String event) {
        return words(harness).stream().map(HookCommand::quoted).collect(Collectors.joining(" ")) + " " + event;
    }

    /// Whether such a line was made by [#line], by this program or by an earlier one.
    static boolean isOurs(String line, String harness) {
        return line.contains(MARK) && Pattern.matches(".* hook " + Pattern.quote(harness) + " \\w+\\s*", line);
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
