package dev.kugetsu.cli.output;

import java.util.List;
import java.util.PrimitiveIterator;

/// How many columns of a terminal a text takes.
final class TextWidth {

    /// The blocks that Unicode's East Asian Width calls wide or fullwidth, and the pictographs.
    private static final List<Block> WIDE = List.of(
            new Block(0x1100, 0x115f),
            new Block(0x2e80, 0x303e),
            new Block(0x3040, 0xa4cf),
            new Block(0xac00, 0xd7a3),
            new Block(0xf900, 0xfaff),
            new Block(0xfe30, 0xfe6f),
            new Block(0xff00, 0xff60),
            new Block(0xffe0, 0xffe6),
            new Block(0x1f300, 0x1f64f),
            new Block(0x1f680, 0x1f6ff),
            new Block(0x1f900, 0x1faff),
            new Block(0x20000, 0x3fffd));

    private TextWidth() {}

    static int of(String text) {
        int width = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            width += of(text.codePointAt(at));
        }
        return width;
    }

    /// Shortens a text to so many columns, with a mark at the end where something is missing.
    static String fit(String text, int columns, String mark) {
        if (of(text) <= columns) {
            return text;
        }
        int room = columns - of(mark);
        StringBuilder kept = new StringBuilder();
        PrimitiveIterator.OfInt codePoints = text.codePoints().iterator();
        while (codePoints.hasNext()) {
            int codePoint = codePoints.nextInt();
            room -= of(codePoint);
            if (room < 0) {
                break;
            }
            kept.appendCodePoint(codePoint);
        }
        return kept + mark;
    }

    private static int of(int codePoint) {
        // Nearly every character of every table, in a process that has just begun to run.
        if (codePoint >= ' ' && codePoint <= '~') {
            return 1;
        }
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(codePoint) ? 2 : 1;
        };
    }

    private static boolean isWide(int codePoint) {
        return WIDE.stream().anyMatch(block -> block.contains(codePoint));
    }

    private record Block(int first, int last) {

        boolean contains(int codePoint) {
            return codePoint >= first && codePoint <= last;
        }
    }
}
