package dev.kugetsu.supervisor.coordination;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How texts of others stand before an agent: in a frame that says what they are, and that they cannot close,
/// open anew, or hide anything in. What we say ourselves stands outside of it.
public final class UntrustedFrame {

    public static final String OPENING = "<kugetsu-state trust=\"untrusted\">";
    public static final String CLOSING = "</kugetsu-state>";

    /// Our own tags, opening or closing, however they are spelled; what is invisible has gone by then.
    private static final Pattern OWN_TAG = Pattern.compile(
            "[<\u2039\u27e8\ufe64\uff1c][\\s/\u2044\u2215\uff0f]*kugetsu[\\s_\\p{Pd}]*state", Pattern.CASE_INSENSITIVE);

    private static final String DEFANGED = "[frame]";
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final String CUT = "…";
    private static final String QUOTE = "> ";

    private UntrustedFrame() {}

    /// Puts lines into the frame, each as {@link #line} or {@link #quote} has made it.
    public static String around(List<String> lines) {
        return OPENING + "\n" + String.join("\n", lines) + "\n" + CLOSING;
    }

    /// Makes a text harmless on one line: without line breaks, control characters, and marks that nobody sees
    /// or that turn the direction of writing.
    public static String line(String text) {
        return defang(BLANKS.matcher(visible(text, true)).replaceAll(" ").strip());
    }

    /// The same, and no longer than that.
    ///
    /// @param most characters, with the mark of what was cut off
    public static String line(String text, int most) {
        // So that a text of any size costs no more than a short one.
        String start = text.substring(0, Math.min(text.length(), most * 20));
        String line = line(start);
        int length = line.codePointCount(0, line.length());
        if (length <= most && start.length() == text.length()) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, Math.min(most - 1, length))) + CUT;
    }

    /// The same with the end of it, which is what tells one path from another.
    ///
    /// @param most characters, with the mark of what was cut off
    public static String end(String text, int most) {
        String line = line(text.substring(Math.max(0, text.length() - most * 20)));
        int length = line.codePointCount(0, line.length());
        return length <= most && text.length() <= most * 20
                ? line
                : CUT + line.substring(line.offsetByCodePoints(0, Math.max(0, length - most + 1)));
    }

    /// Makes a text harmless and keeps its lines.
    public static String block(String text) {
        return defang(visible(text, false));
    }

    /// Makes a text harmless and begins each of its lines with a mark, so that none can pass for a line of ours:
    /// for who sent it, the end of the frame, or what to do.
    public static String quote(String text) {
        return block(text).lines().map(line -> QUOTE + line).collect(Collectors.joining("\n"));
    }

    private static String defang(String text) {
        return OWN_TAG.matcher(text).replaceAll(DEFANGED);
    }

    private static String visible(String text, boolean isOneLine) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> {
            if (codePoint == '\n' || codePoint == '\t') {
                visible.append(isOneLine ? ' ' : (char) codePoint);
            } else if (isBlank(codePoint)) {
                visible.append(' ');
            } else if (!isHidden(codePoint)) {
                visible.appendCodePoint(codePoint);
            }
        });
        return visible.toString();
    }

    private static boolean isBlank(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> codePoint == '\u000b' || codePoint == '\f' || codePoint == '\u0085';
        };
    }

    /// Variation selectors and tags can carry whole texts that only a model sees.
    private static boolean isHidden(int codePoint) {
        boolean isSelector =
                (codePoint >= 0xfe00 && codePoint <= 0xfe0f) || (codePoint >= 0xe0100 && codePoint <= 0xe01ef);
        return isSelector
                || switch (Character.getType(codePoint)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED -> true;
                    default -> false;
                };
    }
}
