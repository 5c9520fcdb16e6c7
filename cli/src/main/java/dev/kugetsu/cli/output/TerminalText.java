package dev.kugetsu.cli.output;

/// Text that may have been written by an agent, made harmless for a terminal.
///
/// A terminal obeys control characters: it can be made to retitle its window, to answer as if a person typed,
/// or to show text in another order than it has.
public final class TerminalText {

    private static final int ESCAPE = 0x1b;
    private static final int BELL = 0x07;
    private static final int STRING_TERMINATOR = 0x9c;

    private TerminalText() {}

    /// Removes control characters other than line feed and tab, whole escape sequences, marks that turn the
    /// direction of writing, and what nobody sees or no encoding has. The
    /// separators of lines and paragraphs become line feeds.
    public static String clean(String text) {
        if (text.codePoints().noneMatch(TerminalText::isUnwelcome)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            if (codePoint == ESCAPE) {
                at = endOfSequence(text, at);
            } else {
                if (isSeparator(codePoint)) {
                    clean.append('\n');
                } else if (!isUnwelcome(codePoint)) {
                    clean.appendCodePoint(codePoint);
                }
                at += Character.charCount(codePoint);
            }
        }
        return clean.toString();
    }

    /// Cleans and puts everything on one line.
    public static String oneLine(String text) {
        return clean(text).replaceAll("[\\s\\u2028\\u2029]+", " ").strip();
    }

    /// The place after the escape sequence that begins at `start`, as ECMA-48 draws its borders.
    private static int endOfSequence(String text, int start) {
        int at = start + 1;
        if (at >= text.length()) {
            return at;
        }
        return switch (text.charAt(at)) {
            case '[' -> endOfControlSequence(text, at + 1);
            case ']', 'P', '^', '_', 'X' -> endOfControlString(text, at + 1);
            default -> endOfShortSequence(text, at);
        };
    }

    private static int endOfControlSequence(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= 0x20 && text.charAt(at) <= 0x3f) {
            at++;
        }
        boolean hasFinalByte = at < text.length() && text.charAt(at) >= 0x40 && text.charAt(at) <= 0x7e;
        return hasFinalByte ? at + 1 : at;
    }

    /// A control string lasts to its terminator; without one on the same line only its introducer is removed, so
    /// that no agent can hide the rest of its text.
    private static int endOfControlString(String text, int from) {
        for (int at = from; at < text.length() && text.charAt(at) != '\n'; at++) {
            char character = text.charAt(at);
            if (character == BELL || character == STRING_TERMINATOR) {
                return at + 1;
            }
            if (character == ESCAPE && at + 1 < text.length() && text.charAt(at + 1) == '\\') {
                return at + 2;
            }
        }
        return from;
    }

    private static int endOfShortSequence(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= 0x20 && text.charAt(at) <= 0x2f) {
            at++;
        }
        boolean hasFinalByte = at < text.length() && text.charAt(at) >= 0x30 && text.charAt(at) <= 0x7e;
        return hasFinalByte ? at + 1 : at;
    }

    private static boolean isUnwelcome(int codePoint) {
        boolean isControl = codePoint < 0x20 && codePoint != '\n' && codePoint != '\t';
        boolean isHighControl = codePoint >= 0x7f && codePoint <= 0x9f;
        return isControl || isHighControl || turnsDirection(codePoint) || isHidden(codePoint) || isSeparator(codePoint);
    }

    private static boolean isSeparator(int codePoint) {
        return codePoint == 0x2028 || codePoint == 0x2029;
    }

    /// Without the two joiners, which letters and faces are made with.
    private static boolean isHidden(int codePoint) {
        return codePoint == 0x00ad
                || codePoint == 0x200b
                || (codePoint >= 0x2060 && codePoint <= 0x2064)
                || codePoint == 0xfeff
                || (codePoint >= 0xd800 && codePoint <= 0xdfff)
                || (codePoint >= 0xe0000 && codePoint <= 0xe0fff);
    }

    private static boolean turnsDirection(int codePoint) {
        return codePoint == 0x061c
                || codePoint == 0x200e
                || codePoint == 0x200f
                || (codePoint >= 0x202a && codePoint <= 0x202e)
                || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }
}
