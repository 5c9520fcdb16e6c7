package dev.kugetsu.supervisor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizeTextTest {

    @ParameterizedTest
    @CsvSource({
        "512MiB, 536870912",
        "1.5GiB, 1610612736",
        "2 TB, 2000000000000",
        "1kB, 1000",
        "0KiB, 0",
        "1.25KiB, 1280",
        "0.001KiB, 1"
    })
    void readsASize(String text, long bytes) {
        assertThat(SizeText.parse(text)).isEqualTo(bytes);
    }

    @Test
    void takesWhatDoesNotFitForTheLargestNumber() {
        assertThat(SizeText.parse("8388607.999TiB")).isEqualTo(9_223_372_035_755_264_180L);
        assertThat(SizeText.parse("8388608TiB")).isEqualTo(Long.MAX_VALUE);
        assertThat(SizeText.parse("999999999TB")).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "1.2345GiB", "-1GiB", "1 gib", "GiB", "1GiB "})
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> SizeText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a size such as 512MiB");
    }

    @ParameterizedTest
    @CsvSource({"0, 0B", "1023, 1023B", "1024, 1KiB", "1610612736, 1.5GiB", "2040109465, 1.8GiB", "536870912, 512MiB"})
    void writesASize(long bytes, String text) {
        assertThat(SizeText.format(bytes)).isEqualTo(text);
    }
}
