package dev.kugetsu.supervisor.config;

import com.fasterxml.jackson.databind.JsonNode;

/// Text of unknown origin made fit for a message: short, on one line, without anything that steers a terminal.
public final class Printable {

    private static final int LONGEST = 80;

    private Printable() {}

    /// The text in single quotes; what cannot be seen is written as its code point, and a long text is cut.
    public static String quote(String text) {
        return "'" + escape(text) + "'";
    }

    /// A value of a file or a request as its author would recognise it.
    public static String quote(JsonNode value) {
        return value.isTextual() ? quote(value.textValue()) : escape(value.toString());
    }

    static String escape(String text) {
        StringBuilder result = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(point -> {
            if (isVisible(point)) {
                result.appendCodePoint(point);
            } else {
                result.append("\\u{").append(Integer.toHexString(point)).append('}');
            }
        });
        return text.codePointCount(0, text.length()) > LONGEST ? result + "…" : result.toString();
    }

    /// Whether a character shows as itself: no control, no change of writing direction, no half of a pair.
    static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
