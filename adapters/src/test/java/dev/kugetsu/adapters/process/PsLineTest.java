package dev.kugetsu.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PsLineTest {

    @Test
    void readsPidsStartAndCommand() {
        String line = "  271     1   270 Ss+  Sat Nov  1 10:23:02 2026 sh -c x KUGETSU_TURN_ID=t-1 A=b";

        assertThat(PsLine.parse(line))
                .contains(new PsLine(271, 1, 270, "Ss+", 20261101102302L, "sh -c x KUGETSU_TURN_ID=t-1 A=b"));
    }

    @Test
    void aZombieDoesNotLive() {
        assertThat(PsLine.parse("5 1 5 Z Sat Nov 21 10:23:02 2026 [sh] <defunct>"))
                .hasValueSatisfying(line -> assertThat(line.isAlive()).isFalse());
    }

    @Test
    void otherLinesAreNone() {
        assertThat(PsLine.parse("")).isEmpty();
        assertThat(PsLine.parse("the second line of a command")).isEmpty();
    }
}
