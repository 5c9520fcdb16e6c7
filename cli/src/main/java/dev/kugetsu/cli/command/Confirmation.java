package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Console;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Asks before something is removed; without anybody to ask, refuses.
///
/// @param flag the option that answers in advance
record Confirmation(Console console, String flag) {

    /// Returns when the answer is yes.
    ///
    /// @throws KugetsuException `INVALID_INPUT` when nobody can be asked, `INTERRUPTED` when the answer is not
    ///   yes
    void require(String question) {
        if (!console.isInteractive()) {
            throw new KugetsuException(
                    Kind.INVALID_INPUT,
                    question + " Without a terminal nobody can be asked, so nothing was done.",
                    "repeat the command with " + flag);
        }
        console.err().writer().print(question + " [y/N] ");
        console.err().writer().flush();
        if (!isYes(answer())) {
            throw new KugetsuException(Kind.INTERRUPTED, "nothing was done");
        }
    }

    private String answer() {
        try {
            String line = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new UncheckedIOException("the answer cannot be read", e);
        }
    }

    private static boolean isYes(String answer) {
        String word = answer.strip().toLowerCase(Locale.ROOT);
        return word.equals("y") || word.equals("yes");
    }
}
