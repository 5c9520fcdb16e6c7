package dev.kugetsu.supervisor.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.coordination.LockVerbs.LockKind;
import dev.kugetsu.supervisor.coordination.Presence;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockRuleTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "ACTIVE, true, 59, HELD",
        "ACTIVE, false, 59, HELD",
        "ACTIVE, true, 60, EXTENDED",
        "ACTIVE, false, 60, LOST",
        "STALE, false, 59, HELD",
        "STALE, false, 60, LOST",
        "OFFLINE, false, 1, LOST",
        "DEAD, false, 1, LOST",
        "ENDED, false, 1, LOST"
    })
    void followsFromTimeAndOwner(Presence owner, boolean isProvenAlive, int minutes, LockRule rule) {
        Lock lock = new Lock(
                LockKind.PATH,
                "a",
                "brave-heron",
                Optional.empty(),
                Optional.empty(),
                Duration.ofMinutes(60),
                NOON,
                NOON.plus(Duration.ofMinutes(60)));

        assertThat(LockRule.of(lock, owner, isProvenAlive, NOON.plus(Duration.ofMinutes(minutes))))
                .isEqualTo(rule);
    }
}
