package dev.kugetsu.supervisor.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.coordination.TaskState;
import dev.kugetsu.supervisor.task.TaskDao.Dependency;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrecedenceTest {

    @Test
    void findsNoCircleWhereThereIsNone() {
        Precedence diamond = precedence("d b", "d c", "b a", "c a");

        assertThat(diamond.findCircle("d", "a")).isEmpty();
        assertThat(diamond.findCircle("b", "c")).isEmpty();
        assertThat(diamond.findCircle("new", "d")).isEmpty();
    }

    @Test
    void findsATaskThatWouldWaitForItself() {
        assertThat(precedence().findCircle("a", "a")).contains(List.of("a", "a"));
        assertThat(precedence("b a").findCircle("a", "b")).contains(List.of("a", "b", "a"));
        assertThat(precedence("d b", "d c", "c a").findCircle("a", "d")).contains(List.of("a", "d", "c", "a"));
    }

    @Test
    void endsWhereTheRowsHoldACircleAlready() {
        assertThat(precedence("a b", "b a").findCircle("c", "a")).isEmpty();
    }

    @Test
    void followsLongWays() {
        List<String> pairs = new ArrayList<>(
                IntStream.range(0, 5_000).mapToObj(n -> (n + 1) + " " + n).toList());

        assertThat(precedence(pairs.toArray(String[]::new))
                        .findCircle("0", "5000")
                        .orElseThrow())
                .hasSize(5_002);
    }

    /// @param pairs a task, and one that it depends on
    private static Precedence precedence(String... pairs) {
        return new Precedence(List.of(pairs).stream()
                .map(pair -> pair.split(" "))
                .map(pair -> new Dependency(pair[0], pair[1], TaskState.PENDING))
                .toList());
    }
}
