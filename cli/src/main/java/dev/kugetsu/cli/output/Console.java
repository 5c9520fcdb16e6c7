package dev.kugetsu.cli.output;

import java.io.InputStream;
import java.util.function.IntSupplier;

/// The three standard streams and what they lead to.
///
/// @param out for results
/// @param err for messages and progress
/// @param inputKind what standard input comes from
/// @param columns the width of the terminal, asked for only when something must fit it
public record Console(
        InputStream in, Channel.Kind inputKind, Channel out, Channel err, Symbols symbols, IntSupplier columns) {

    /// Whether a person is there who can read a question and answer it.
    public boolean isInteractive() {
        return inputKind == Channel.Kind.TERMINAL && err.isTerminal();
    }

    /// Writes a result.
    public void print(String line) {
        out.println(line);
    }

    /// Writes a message.
    public void say(String line) {
        err.println(line);
    }
}
