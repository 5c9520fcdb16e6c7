package dev.kugetsu.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTextTest {

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "plain ü 世界 🎉,plain ü 世界 🎉",
                "red \u001b[1;31mtext\u001b[0m.,red text.",
                "title \u001b]0;owned\u0007end,title end",
                "title \u001b]0;owned\u001b\\end,title end",
                "link \u001b]8;;http://x\u009cend,link end",
                "device \u001bP1$r0m\u001b\\end,device end",
                "charset \u001b(Bend,charset end",
                "reset \u001bcend,reset end",
                "open \u001b]0;no end,open 0;no end",
                "cut \u001b[31,cut ",
                "cut \u001b,cut ",
                "c1 \u009b31mend,c1 31mend",
                "bell\u0007 back\u0008space\u007f,bell backspace",
                "bidi a\u202eb\u2066c\u200fd\u061ce,bidi abcde",
            })
    void keepsTextAndNothingThatATerminalObeys(String text, String clean) {
        assertThat(TerminalText.clean(text)).isEqualTo(clean);
    }

    @Test
    void keepsLinesAndTabsButNoReturns() {
        assertThat(TerminalText.clean("a\r\n\tb\rc")).isEqualTo("a\n\tbc");
    }

    @Test
    void doesNotLetAnAgentHideTheRestOfItsText() {
        assertThat(TerminalText.clean("\u001b]0;hidden\nvisible")).isEqualTo("0;hidden\nvisible");
    }

    @Test
    void putsEverythingOnOneLine() {
        assertThat(TerminalText.oneLine(" a\r\n\n b\u2028c\t")).isEqualTo("a b c");
    }

    @Test
    void removesWhatNobodySeesAndNoEncodingHas() {
        String tag = Character.toString(0xe0041);

        assertThat(TerminalText.clean("a\u200bb\ufeffc\u2060d\u00ade" + tag + "f\ud800g"))
                .isEqualTo("abcdefg");
        assertThat(TerminalText.clean("a\u2028b")).isEqualTo("a\nb");
    }
}
