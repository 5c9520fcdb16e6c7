package dev.kugetsu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {

    private static final List<String> COMMANDS = List.of("start", "stop", "list", "logs", "destroy", "continue");

    @ParameterizedTest
    @CsvSource({"strat, start", "sotp, stop", "lst, list", "cont, continue", "destory, destroy"})
    void findsWhatWasMeant(String word, String meant) {
        assertThat(Suggestion.forWord(word, COMMANDS)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"fly", "x", "subscribe"})
    void isSilentWhenNothingIsNear(String word) {
        assertThat(Suggestion.forWord(word, COMMANDS)).isEmpty();
    }
}
