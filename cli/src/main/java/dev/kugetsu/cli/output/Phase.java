package dev.kugetsu.cli.output;

import java.time.Duration;
import java.util.Optional;

/// One finished step on the way of a turn, as a line.
///
/// @param detail untrusted
record Phase(Mark mark, String name, String detail, Optional<Duration> took) {

    private static final int NAME_WIDTH = 9;

    /// What a line begins with on a terminal.
    enum Mark {
        DONE,
        FAILED,
        WARNING,
        ASIDE
    }

    static Phase done(String name, String detail, Duration took) {
        return new Phase(Mark.DONE, name, detail, Optional.of(took));
    }

    static Phase of(Mark mark, String name, String detail) {
        return new Phase(mark, name, detail, Optional.empty());
    }

    void print(Channel channel, Symbols symbols) {
        channel.println(channel.isTerminal() ? decorated(channel.palette(), symbols) : plain());
    }

    private String plain() {
        return name + ": " + TerminalText.oneLine(detail)
                + took.map(time -> " (" + Amounts.of(time) + ")").orElse("");
    }

    private String decorated(Palette palette, Symbols symbols) {
        String time =
                took.map(Amounts::of).map(text -> "   " + palette.dim(text)).orElse("");
        String padded = name + " ".repeat(Math.max(0, NAME_WIDTH - name.length()));
        String text = TerminalText.oneLine(detail);
        return switch (mark) {
            case DONE -> palette.good(symbols.done()) + " " + padded + " " + text + time;
            case FAILED -> palette.bad(symbols.failed()) + " " + padded + " " + text + time;
            case WARNING -> palette.warning(symbols.warning()) + " " + padded + " " + text + time;
            case ASIDE -> palette.dim("  " + symbols.dot() + " " + name + " " + text) + time;
        };
    }
}
