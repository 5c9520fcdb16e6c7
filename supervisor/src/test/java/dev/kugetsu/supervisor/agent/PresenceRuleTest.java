package dev.kugetsu.supervisor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.coordination.AgentVerbs.EndReason;
import dev.kugetsu.supervisor.coordination.Presence;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PresenceRuleTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, , ACTIVE",
        "14, , ACTIVE",
        "15, , STALE",
        "119, , STALE",
        "120, , OFFLINE",
        "119, UNKNOWN, STALE",
        "300, ALIVE, ACTIVE",
        "0, DEAD, DEAD",
        "300, DEAD, DEAD"
    })
    void followsFromSilenceAndProcess(int minutes, Liveness process, Presence presence) {
        assertThat(presence(Optional.empty(), Optional.ofNullable(process), minutes))
                .isEqualTo(presence);
    }

    @Test
    void endsForEver() {
        assertThat(presence(Optional.of(NOON), Optional.of(Liveness.ALIVE), 0)).isEqualTo(Presence.ENDED);
    }

    private static Presence presence(Optional<Instant> endedAt, Optional<Liveness> process, int minutes) {
        AgentSession session = new AgentSession(
                "a-1",
                Optional.empty(),
                "brave-heron",
                Optional.empty(),
                new ProjectId("app"),
                Optional.empty(),
                AgentFacts.NONE,
                Optional.empty(),
                Optional.empty(),
                NOON,
                NOON,
                endedAt,
                endedAt.map(at -> EndReason.STOP));
        return PresenceRule.USUAL.of(session, process, NOON.plus(Duration.ofMinutes(minutes)));
    }
}
