package dev.kugetsu.adapters;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How far the output of a turn has been read and what was understood of it, for somebody who wants to go on
/// from there instead of from the first byte.
///
/// @param stdoutBytes where the next line of standard output begins
/// @param stderrBytes where the next line of standard error begins
/// @param memory what the adapter's parser knows by then, in words of its own
public record Checkpoint(long stdoutBytes, long stderrBytes, String memory) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,18}) (\\d{1,18}) (.*)", Pattern.DOTALL);

    public Checkpoint {
        if (stdoutBytes < 0 || stderrBytes < 0) {
            throw new IllegalArgumentException("not a place in an output: " + stdoutBytes + ", " + stderrBytes);
        }
    }

    /// Reads what {@link #toString} writes.
    ///
    /// @throws IllegalArgumentException when the text has another form
    public static Checkpoint parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a checkpoint: '" + text + "'");
        }
        return new Checkpoint(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)), matcher.group(3));
    }

    @Override
    public String toString() {
        return stdoutBytes + " " + stderrBytes + " " + memory;
    }
}
