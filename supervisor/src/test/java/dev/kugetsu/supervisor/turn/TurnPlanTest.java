package dev.kugetsu.supervisor.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.adapters.PermissionRule;
import dev.kugetsu.supervisor.config.Settings.Retry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TurnPlanTest {

    private static final Retry RETRY = new Retry(3, Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofDays(8));

    @Test
    void readsWhatItWrites() {
        TurnPlan plan = new TurnPlan(
                Optional.of(new WorktreeStep.Setup(
                        List.of("sh", "-c", "make \"deps\""), "make \"deps\"", Duration.ofMinutes(10))),
                List.of(
                        PermissionRule.allow("external_directory:/tmp/*"),
                        new PermissionRule("bash", "git push*", PermissionRule.Action.DENY)),
                Duration.ofMillis(1500),
                RETRY);

        assertThat(TurnPlan.parse(plan.toJson())).isEqualTo(plan);
    }

    @Test
    void needsNeitherSetupNorRules() {
        TurnPlan plan = new TurnPlan(Optional.empty(), List.of(), Duration.ofSeconds(10), RETRY);

        assertThat(TurnPlan.parse(plan.toJson())).isEqualTo(plan);
    }

    @Test
    void refusesWhatIsNoPlan() {
        assertThatThrownBy(() -> TurnPlan.parse("nonsense"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nonsense");
    }
}
