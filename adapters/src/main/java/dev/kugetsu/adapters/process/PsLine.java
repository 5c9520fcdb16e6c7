package dev.kugetsu.adapters.process;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What we need of a line that `ps -o pid=,ppid=,pgid=,stat=,lstart=,command=` prints in the C locale.
///
/// @param startedAt the second of its start, as the number yyyyMMddHHmmss; `wrapper.sh` reckons it in the same
///   way
/// @param command the arguments and, if it was asked for, the environment
record PsLine(long pid, long parent, long group, String state, long startedAt, String command) {

    private static final Pattern FORM = Pattern.compile(
            "\\s*(\\d+)\\s+(\\d+)\\s+(\\d+)\\s+(\\S+)\\s+\\w+\\s+(\\w+)\\s+(\\d+)\\s+([\\d:]+)\\s+(\\d+)\\s(.*)");
    private static final DateTimeFormatter PRINTED = DateTimeFormatter.ofPattern("MMM d HH:mm:ss yyyy", Locale.ROOT);
    private static final DateTimeFormatter NUMBER = DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);

    /// Empty for a line of another form, such as the second one of a command that holds a line end.
    static Optional<PsLine> parse(String line) {
        Matcher field = FORM.matcher(line);
        if (!field.matches()) {
            return Optional.empty();
        }
        String start = String.join(" ", field.group(5), field.group(6), field.group(7), field.group(8));
        return Optional.of(new PsLine(
                Long.parseLong(field.group(1)),
                Long.parseLong(field.group(2)),
                Long.parseLong(field.group(3)),
                field.group(4),
                Long.parseLong(LocalDateTime.parse(start, PRINTED).format(NUMBER)),
                field.group(9)));
    }

    /// The short name of its program; a login shell's begins with a dash.
    String program() {
        String word = command.strip().split("\\s", 2)[0];
        return word.substring(word.lastIndexOf('/') + 1).replaceFirst("^-", "");
    }

    boolean isAlive() {
        return !state.startsWith("Z");
    }
}
