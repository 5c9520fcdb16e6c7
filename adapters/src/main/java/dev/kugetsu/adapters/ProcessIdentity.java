package dev.kugetsu.adapters;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One process for all time: pids come back, and they all do after a reboot.
///
/// @param startTicks when the process started, in the system's own unit since boot (Linux: field 22 of
///   `/proc/<pid>/stat`)
/// @param bootId names the boot during which the process started
public record ProcessIdentity(long pid, long startTicks, String bootId) {

    private static final Pattern FORM = Pattern.compile("(\\d+) (\\d+) (\\S+)");

    public ProcessIdentity {
        if (pid <= 0 || startTicks < 0 || bootId.isBlank()) {
            throw new IllegalArgumentException("not a process: " + pid + " " + startTicks + " '" + bootId + "'");
        }
    }

    /// Reads what {@link #toString} writes.
    ///
    /// @throws IllegalArgumentException when the text has another form
    public static ProcessIdentity parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a process identity: '" + text + "'");
        }
        return new ProcessIdentity(
                Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)), matcher.group(3));
    }

    @Override
    public String toString() {
        return pid + " " + startTicks + " " + bootId;
    }
}
