package dev.kugetsu.supervisor.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TaskStateTest {

    @ParameterizedTest
    @EnumSource(TaskState.class)
    void leadsNowhereExactlyWhenItIsTerminal(TaskState state) {
        boolean leadsSomewhere = Arrays.stream(TaskState.values()).anyMatch(state::canBecome);

        assertThat(state.isTerminal()).isEqualTo(!leadsSomewhere);
        assertThat(state.isTerminal()).isEqualTo(state == TaskState.DONE || state == TaskState.CANCELLED);
        assertThat(state.canBecome(state)).isFalse();
    }

    @Test
    void isDrawnAsItIs() throws IOException {
        String diagram = Arrays.stream(TaskState.values())
                        .flatMap(from -> Arrays.stream(TaskState.values())
                                .filter(from::canBecome)
                                .map(to -> "    " + from + " --> " + to))
                        .collect(Collectors.joining("\n", "stateDiagram-v2\n    [*] --> PENDING\n", "\n"))
                + Arrays.stream(TaskState.values())
                        .filter(TaskState::isTerminal)
                        .map(state -> "    " + state + " --> [*]\n")
                        .collect(Collectors.joining());

        assertThat(Files.readString(Path.of("../docs/architecture.md"))).contains(diagram);
    }
}
