package dev.kugetsu.cli.output;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/// Standard output or standard error. Text is written in UTF-8 whatever the locale says, so that JSON is JSON
/// everywhere and nothing that an agent said gets lost.
///
/// @param bytes the stream itself, for what must not be touched
/// @param kind what it leads to
public record Channel(PrintStream bytes, PrintWriter writer, Kind kind, Palette palette) {

    /// What a stream leads to.
    public enum Kind {
        TERMINAL,
        /// A file, a pipe or another program.
        ELSEWHERE
    }

    public static Channel over(OutputStream bytes, Kind kind, Palette palette) {
        PrintStream stream = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        return new Channel(stream, new PrintWriter(stream, true, StandardCharsets.UTF_8), kind, palette);
    }

    public void println(String line) {
        writer.println(line);
    }

    /// Whether writing has failed, as it does when a reader such as `head` has had enough.
    public boolean isBroken() {
        return writer.checkError();
    }

    public boolean isTerminal() {
        return kind == Kind.TERMINAL;
    }
}
