package dev.kugetsu.cli.command;

import java.util.regex.Pattern;

/// A word as it must be typed in a shell.
final class ShellWord {

    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+(#[0-9]+)?");

    private ShellWord() {}

    static String of(String word) {
        return HARMLESS.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
