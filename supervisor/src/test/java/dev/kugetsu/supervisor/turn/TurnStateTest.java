package dev.kugetsu.supervisor.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.TurnOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TurnStateTest {

    @ParameterizedTest
    @EnumSource(TurnState.class)
    void leadsNowhereExactlyWhenItIsTerminal(TurnState state) {
        boolean leadsSomewhere = Arrays.stream(TurnState.values()).anyMatch(state::canBecome);

        assertThat(state.isTerminal()).isEqualTo(!leadsSomewhere);
        assertThat(state.outcome().isPresent()).isEqualTo(state.isTerminal());
        assertThat(state.holdsSlot() && state.isTerminal()).isFalse();
        assertThat(state.canBecome(state)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(TurnOutcome.Status.class)
    void isReachedFromARunningTurnForEveryVerdict(TurnOutcome.Status status) {
        assertThat(TurnState.RUNNING.canBecome(TurnState.of(status))).isTrue();
        assertThat(TurnState.STOPPING.canBecome(TurnState.of(status))).isTrue();
    }

    @Test
    void isDrawnInTheArchitectureAsItIs() throws IOException {
        String diagram = Arrays.stream(TurnState.values())
                        .flatMap(from -> Arrays.stream(TurnState.values())
                                .filter(from::canBecome)
                                .map(to -> "    " + from + " --> " + to))
                        .collect(Collectors.joining("\n", "stateDiagram-v2\n    [*] --> QUEUED\n", "\n"))
                + Arrays.stream(TurnState.values())
                        .filter(TurnState::isTerminal)
                        .map(state -> "    " + state + " --> [*]\n")
                        .collect(Collectors.joining());

        assertThat(Files.readString(Path.of("../docs/architecture.md"))).contains(diagram);
    }
}
