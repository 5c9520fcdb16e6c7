package dev.kugetsu.supervisor;

import java.util.regex.Pattern;

/// What a user calls a session, such as `fix-login`; unique among the live sessions of its project. Can be
/// mistaken neither for an id nor for an issue, and is a branch name as it stands.
public record SessionName(String value) {

    private static final Pattern FORM = Pattern.compile("(?![stb]-)[a-z][a-z0-9]*([-_][a-z0-9]+)*");
    private static final int LONGEST = 60;

    public SessionName {
        if (!isName(value)) {
            throw new KugetsuException(
                    KugetsuException.Kind.INVALID_INPUT,
                    "'" + value + "' is no name for a session",
                    "write small letters, digits, - and _, such as fix-login; a name begins with a letter, has at most "
                            + LONGEST + " characters, and cannot begin like an id with s-, t- or b-");
        }
    }

    /// Whether a text has the form of a name.
    public static boolean isName(String text) {
        return text.length() <= LONGEST && FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
