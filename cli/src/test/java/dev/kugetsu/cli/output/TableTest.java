package dev.kugetsu.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.cli.output.Channel.Kind;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TableTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void countsColumnsAndNotLetters() {
        new Table("NAME", "X").row("世界", "1").row("e\u0301t", "2").print(console(Kind.ELSEWHERE, 0));

        assertThat(printed()).isEqualTo("NAME  X\n世界  1\ne\u0301t    2\n");
    }

    @Test
    void shortensTheWidestColumns() {
        new Table("NAME", "WHY").row("short", "a very long reason").print(console(Kind.TERMINAL, 16));

        assertThat(printed()).isEqualTo("NAME   WHY\nshort  a very l…\n");
    }

    @Test
    void neverCutsAWideLetterInHalf() {
        new Table("WHY").row("世界世界世界").print(console(Kind.TERMINAL, 8));

        assertThat(printed()).isEqualTo("WHY\n世界世…\n");
    }

    @Test
    void letsNoCellBreakTheTable() {
        new Table("NAME", "X").row("two\nlines \u001b[2J", "1").print(console(Kind.ELSEWHERE, 0));

        assertThat(printed()).isEqualTo("NAME       X\ntwo lines  1\n");
    }

    private Console console(Kind kind, int columns) {
        Channel out = Channel.over(bytes, kind, Palette.PLAIN);
        return new Console(InputStream.nullInputStream(), kind, out, out, Symbols.UNICODE, () -> columns);
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
