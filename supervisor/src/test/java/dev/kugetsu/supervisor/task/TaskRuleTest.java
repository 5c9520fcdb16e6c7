package dev.kugetsu.supervisor.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.coordination.Presence;
import dev.kugetsu.supervisor.coordination.TaskState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TaskRuleTest {

    @ParameterizedTest
    @CsvSource({
        "PENDING, , true",
        "IN_PROGRESS, ACTIVE, false",
        "IN_PROGRESS, STALE, true",
        "IN_PROGRESS, OFFLINE, true",
        "IN_PROGRESS, DEAD, true",
        "IN_PROGRESS, ENDED, true",
        "BLOCKED, , false",
        "BLOCKED, ENDED, false",
        "DONE, ENDED, false",
        "CANCELLED, , false"
    })
    void isFreeWhenNobodyWorksOnIt(TaskState state, Presence owner, boolean free) {
        assertThat(TaskRule.isFree(state, Optional.ofNullable(owner), List.of()))
                .isEqualTo(free);
    }

    @ParameterizedTest
    @EnumSource(TaskState.class)
    void isNotFreeBeforeWhatComesFirstIsDone(TaskState state) {
        assertThat(TaskRule.isFree(state, Optional.empty(), List.of("task-1"))).isFalse();
    }
}
