package dev.kugetsu.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.Palette;
import dev.kugetsu.cli.output.Symbols;
import java.io.OutputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardConsoleTest {

    private static final Map<String, String> XTERM = Map.of("TERM", "xterm");

    @Test
    void colorsOnlyWhatIsATerminal() {
        Console console = open(XTERM, "2", "UTF-8");

        assertThat(console.err().palette()).isEqualTo(Palette.COLORED);
        assertThat(console.out().palette()).isEqualTo(Palette.PLAIN);
        assertThat(console.isInteractive()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"NO_COLOR, 1, PLAIN", "NO_COLOR, '', COLORED", "TERM, dumb, PLAIN", "TERM, vt220, COLORED"})
    void obeysTheEnvironment(String variable, String value, Palette palette) {
        Map<String, String> environment =
                variable.equals("TERM") ? Map.of("TERM", value) : Map.of("TERM", "xterm", variable, value);

        assertThat(open(environment, "012", "UTF-8").out().palette()).isEqualTo(palette);
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, UNICODE", "utf8, UNICODE", "ANSI_X3.4-1968, ASCII", "ISO-8859-1, ASCII", "'', ASCII"})
    void usesSignsThatTheLocaleHas(String charset, Symbols symbols) {
        assertThat(open(XTERM, "012", charset).symbols()).isEqualTo(symbols);
    }

    @Test
    void takesTheWidthFromTheEnvironmentFirst() {
        Console console = open(Map.of("TERM", "xterm", "COLUMNS", "132"), "012", "UTF-8");

        assertThat(console.columns().getAsInt()).isEqualTo(132);
    }

    @Test
    void canAskAPersonWhoSeesTheQuestion() {
        assertThat(open(XTERM, "02", "UTF-8").isInteractive()).isTrue();
        assertThat(open(XTERM, "01", "UTF-8").isInteractive()).isFalse();
    }

    private static Console open(Map<String, String> environment, String terminals, String charset) {
        return new StandardConsole(environment, terminals, charset)
                .open(new ResultStream(OutputStream.nullOutputStream()));
    }
}
