package dev.kugetsu.adapters.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcfsStatTest {

    private static final String AFTER_THE_NAME = " S 4711 4712 4713 34816 -1 4194560 85 0 0 0 0 0 0 0 20 0 1 0 182941"
            + " 2576384 240 18446744073709551615 94633637228544 94633637248425";

    @ParameterizedTest
    @ValueSource(strings = {"sleep", "my agent", "a) R 1 1 1 (b", "()", ") S 1", ""})
    void theNameOfTheProgramMayBeAnything(String name) throws IOException {
        ProcfsStat stat = ProcfsStat.parse("42 (" + name + ")" + AFTER_THE_NAME + "\n");

        assertThat(stat).isEqualTo(new ProcfsStat('S', 4711, 4713, 34816, 182941, 2576384, 94633637228544L));
    }

    @Test
    void aZombieDoesNotLive() throws IOException {
        assertThat(ProcfsStat.parse("42 (sh)" + AFTER_THE_NAME).isAlive()).isTrue();
        assertThat(ProcfsStat.parse("42 (sh)" + AFTER_THE_NAME.replace(" S ", " Z "))
                        .isAlive())
                .isFalse();
    }

    @Test
    void whatIsReadWhileOneProgramBecomesAnotherIsOfNeither() throws IOException {
        ProcfsStat first = ProcfsStat.parse("42 (sh)" + AFTER_THE_NAME);
        ProcfsStat loading = ProcfsStat.parse("42 (sh)" + AFTER_THE_NAME.replace("94633637228544", "0"));
        ProcfsStat second = ProcfsStat.parse("42 (sh)" + AFTER_THE_NAME.replace("94633637228544", "93968000000000"));

        assertThat(first.isStillAt(first)).isTrue();
        assertThat(loading.isStillAt(first)).isFalse();
        assertThat(loading.isStillAt(loading)).isFalse();
        assertThat(second.isStillAt(loading)).isFalse();
        assertThat(second.isStillAt(first)).isFalse();
    }

    @Test
    void whatHasLostItsMemoryLoadsNothingAnyMore() throws IOException {
        ProcfsStat ending = ProcfsStat.parse(
                "42 (sh)" + AFTER_THE_NAME.replace("2576384", "0").replace("94633637228544", "0"));

        assertThat(ending.isStillAt(ProcfsStat.parse("42 (sh)" + AFTER_THE_NAME)))
                .isTrue();
    }

    @Test
    void aLineThatIsCutOffIsNoAnswer() {
        assertThatThrownBy(() -> ProcfsStat.parse("42 (sh) S 1 2")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ProcfsStat.parse("")).isInstanceOf(IOException.class);
    }
}
