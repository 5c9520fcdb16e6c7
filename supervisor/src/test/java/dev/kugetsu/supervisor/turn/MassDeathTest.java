package dev.kugetsu.supervisor.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.turn.MassDeath.Belief;
import dev.kugetsu.supervisor.turn.MassDeath.Doubt;
import dev.kugetsu.supervisor.turn.MassDeath.Probe;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MassDeathTest {

    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");

    @ParameterizedTest
    @CsvSource({"0, 9, USUAL", "4, 4, USUAL", "5, 10, USUAL", "5, 9, DOUBTED", "50, 50, DOUBTED"})
    void doubtsThatMoreThanHalfDieAtOnce(int dead, int known, Belief belief) {
        assertThat(MassDeath.judge(turns(dead), known, Optional.empty(), Probe.SOUND, NOW))
                .isEqualTo(belief);
    }

    @Test
    void believesItWhenTheSameHaveLookedDeadForLong() {
        Doubt old = new Doubt(NOW.minus(MassDeath.PATIENCE), turns(6));

        assertThat(MassDeath.judge(turns(6), 6, Optional.of(old), Probe.SOUND, NOW))
                .isEqualTo(Belief.PROVEN);
        assertThat(MassDeath.judge(turns(2), 6, Optional.of(old), Probe.SOUND, NOW))
                .isEqualTo(Belief.PROVEN);
    }

    @Test
    void goesOnDoubtingBeforeThat() {
        Doubt young = new Doubt(NOW.minus(MassDeath.PATIENCE).plus(Duration.ofMillis(1)), turns(6));

        assertThat(MassDeath.judge(turns(6), 6, Optional.of(young), Probe.SOUND, NOW))
                .isEqualTo(Belief.DOUBTED);
    }

    @Test
    void beginsAnewWhenOthersLookDead() {
        Doubt old = new Doubt(NOW.minus(Duration.ofHours(1)), turns(6));

        assertThat(MassDeath.judge(turns(7), 9, Optional.of(old), Probe.SOUND, NOW))
                .isEqualTo(Belief.DOUBTED);
    }

    @Test
    void neverBelievesABlindProbe() {
        Doubt old = new Doubt(NOW.minus(Duration.ofHours(1)), turns(6));

        assertThat(MassDeath.judge(turns(6), 6, Optional.of(old), Probe.BLIND, NOW))
                .isEqualTo(Belief.DOUBTED);
    }

    @Test
    void forgetsADoubtWhenTheyLiveAgain() {
        Doubt old = new Doubt(NOW.minus(Duration.ofHours(1)), turns(6));

        assertThat(MassDeath.judge(Set.of(), 6, Optional.of(old), Probe.SOUND, NOW))
                .isEqualTo(Belief.USUAL);
    }

    private static Set<TurnId> turns(int count) {
        return IntStream.range(0, count).mapToObj(i -> new TurnId("t-" + i)).collect(Collectors.toUnmodifiableSet());
    }
}
