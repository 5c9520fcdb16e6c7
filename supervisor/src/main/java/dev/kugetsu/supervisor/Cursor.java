package dev.kugetsu.supervisor;

import java.util.regex.Pattern;

/// A place in a log: behind the record that it came with. Its text is opaque to everybody outside.
public record Cursor(long position) implements Comparable<Cursor> {

    /// Before everything.
    public static final Cursor BEGINNING = new Cursor(0);

    private static final Pattern FORM = Pattern.compile("[0-9]{1,18}");

    public Cursor {
        if (position < 0) {
            throw new IllegalArgumentException("a log has no place before its beginning: " + position);
        }
    }

    /// Reads what {@link #toString} has written.
    ///
    /// @throws KugetsuException `INVALID_INPUT` when the text is no cursor
    public static Cursor parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new KugetsuException(
                    KugetsuException.Kind.INVALID_INPUT,
                    "'" + text + "' is not a cursor",
                    "hand back the id of the last event as it came, or 0 for the beginning");
        }
        return new Cursor(Long.parseLong(text));
    }

    @Override
    public int compareTo(Cursor other) {
        return Long.compare(position, other.position);
    }

    @Override
    public String toString() {
        return Long.toString(position);
    }
}
