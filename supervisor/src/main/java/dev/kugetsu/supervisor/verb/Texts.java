package dev.kugetsu.supervisor.verb;

import dev.kugetsu.supervisor.KugetsuException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// What texts may be that others will see. They are kept letter by letter, and made harmless where they are
/// shown.
public final class Texts {

    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_LINE = 500;
    private static final int LARGEST_BODY = 1 << 20;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]*");
    /// What every harness's own ids are made of, and what passes through shells and addresses as it is.
    private static final Pattern SESSION = Pattern.compile("[A-Za-z0-9._:@-]+");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$.*|.*\\{.*}.*|<.*>|%.*%");

    private Texts() {}

    /// The name of an agent or a role.
    public static String name(String what, String text) {
        if (text.length() > LONGEST_NAME || !NAME.matcher(text).matches()) {
            throw invalid(
                    shown(text) + " is no name for " + what,
                    "write small letters, digits, and . _ @ - between them, at most " + LONGEST_NAME
                            + " characters, such as brave-heron");
        }
        return text;
    }

    /// The id of an agent session, as a harness has made it.
    public static String session(String text) {
        if (PLACEHOLDER.matcher(text).matches()) {
            throw invalid(shown(text) + " looks like a placeholder that nobody has replaced", "give the id itself");
        }
        if (!isSession(text)) {
            throw invalid(
                    shown(text) + " is no id of an agent session",
                    "give 1 to " + LONGEST_NAME + " letters, digits, and . _ : @ -");
        }
        return text;
    }

    /// Whether an agent session can have that id.
    public static boolean isSession(String text) {
        return text.length() <= LONGEST_NAME && SESSION.matcher(text).matches();
    }

    /// Something that is shown on one line.
    public static String line(String what, String text) {
        if (text.isBlank() || text.codePoints().anyMatch(Texts::breaksLines)) {
            throw invalid(
                    what + " is blank, or has control characters, direction marks or several lines", "write one line");
        }
        return limited(what, text, LONGEST_LINE);
    }

    /// Something of any number of lines.
    public static String body(String what, String text) {
        if (text.isBlank() || text.indexOf('\0') >= 0) {
            throw invalid(what + " is blank, or has a character that no text has", "write something");
        }
        return limited(what, text, LARGEST_BODY);
    }

    /// How many are wanted of a list.
    public static int limit(Optional<Integer> wanted, int usual) {
        int limit = wanted.orElse(usual);
        if (limit < 1) {
            throw invalid("a list of " + limit + " entries is none", "write a limit of 1 or more");
        }
        return limit;
    }

    private static boolean breaksLines(int codePoint) {
        return Character.isISOControl(codePoint)
                || codePoint == 0x061c
                || (codePoint >= 0x200e && codePoint <= 0x200f)
                || (codePoint >= 0x2028 && codePoint <= 0x202e)
                || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }

    private static String limited(String what, String text, int most) {
        int size = text.getBytes(StandardCharsets.UTF_8).length;
        if (size > most) {
            throw invalid(
                    what + " has " + size + " bytes; " + most + " are the most", "put it into a file, and name that");
        }
        return text;
    }

    private static String shown(String text) {
        String start = text.codePoints()
                .limit(40)
                .map(character -> Character.isISOControl(character) ? '?' : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return "'" + start + (text.length() > start.length() ? "…" : "") + "'";
    }

    private static KugetsuException invalid(String message, String next) {
        return new KugetsuException(KugetsuException.Kind.INVALID_INPUT, message, next);
    }
}
