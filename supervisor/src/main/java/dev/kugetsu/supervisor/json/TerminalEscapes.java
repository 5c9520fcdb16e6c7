package dev.kugetsu.supervisor.json;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.Serial;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Has JSON spell out what a terminal would obey or what would turn the direction of writing: programs read
/// the same, and people see what is there.
final class TerminalEscapes extends CharacterEscapes {

    @Serial
    private static final long serialVersionUID = 1;

    private static final char DELETE = 0x7f;

    @Override
    public int[] getEscapeCodesForAscii() {
        int[] codes = CharacterEscapes.standardAsciiEscapesForJSON();
        codes[DELETE] = CharacterEscapes.ESCAPE_STANDARD;
        return codes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
        return isObeyed(character) ? new SerializedString(spelled(character)) : null;
    }

    /// The same for JSON that is written already: what is obeyed can only stand in its strings, and line breaks
    /// only between them.
    static String spellOut(String json) {
        if (json.chars().noneMatch(character -> isObeyed(character) || isBreak(character))) {
            return json;
        }
        StringBuilder text = new StringBuilder(json.length() + 64);
        json.chars().forEach(character -> {
            if (isObeyed(character)) {
                text.append(spelled(character));
            } else {
                text.append(isBreak(character) ? ' ' : (char) character);
            }
        });
        return text.toString();
    }

    private static String spelled(int character) {
        return "\\u" + String.format(Locale.ROOT, "%04x", character);
    }

    private static boolean isBreak(int character) {
        return character == '\n' || character == '\r';
    }

    private static boolean isObeyed(int character) {
        return (character >= DELETE && character <= 0x9f)
                || character == 0x061c
                || (character >= 0x200b && character <= 0x200f)
                || (character >= 0x2028 && character <= 0x202e)
                || (character >= 0x2060 && character <= 0x2069)
                || character == 0xfeff;
    }
}
