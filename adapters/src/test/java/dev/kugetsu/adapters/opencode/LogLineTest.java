package dev.kugetsu.adapters.opencode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogLineTest {

    @Test
    void readsPlainAndQuotedValues() {
        LogLine line = LogLine.parse(
                        "timestamp=2026-01-01T00:00:00Z level=ERROR run=1 message=\"stream error\" session.id=ses_1"
                                + " error.error=\"say \\\"no\\\"\\n a=b\" path=\"\" last=x")
                .orElseThrow();

        assertThat(line.level()).isEqualTo("ERROR");
        assertThat(line.message()).isEqualTo("stream error");
        assertThat(line.field("session.id")).isEqualTo("ses_1");
        assertThat(line.field("error.error")).isEqualTo("say \"no\"\n a=b");
        assertThat(line.field("path")).isEmpty();
        assertThat(line.field("last")).isEqualTo("x");
        assertThat(line.field("missing")).isEmpty();
    }

    @Test
    void leavesLinesForAPersonAlone() {
        assertThat(LogLine.parse("Error: level=x")).isEmpty();
    }

    @Test
    void readsAVeryLongValue() {
        String command = "echo \\n".repeat(100_000);

        LogLine line = LogLine.parse("timestamp=x message=asking patterns=\"" + command + "\" level=INFO")
                .orElseThrow();

        assertThat(line.field("patterns")).hasSize(600_000);
        assertThat(line.level()).isEqualTo("INFO");
    }

    @Test
    void keepsWhatIsThereOfALineThatWasCutOff() {
        LogLine line = LogLine.parse("timestamp=x level=ERROR message=failed error=\"half a sen")
                .orElseThrow();

        assertThat(line.field("error")).isEqualTo("\"half a sen");
    }
}
