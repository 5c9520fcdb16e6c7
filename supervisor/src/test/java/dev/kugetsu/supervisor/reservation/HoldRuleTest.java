package dev.kugetsu.supervisor.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.coordination.Presence;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.Hold;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationState;
import dev.kugetsu.supervisor.reservation.HoldRule.Facts;
import dev.kugetsu.worktrees.BranchName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldRuleTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration LEASE = Duration.ofMinutes(30);

    /// What the placing process, the process, the minutes of silence under a lease of 30, and the owner come
    /// to; `-` where there is none.
    @ParameterizedTest
    @CsvSource({
        // nothing but the owner
        "-, -, -, ACTIVE, HELD",
        "-, -, -, STALE, HELD",
        "-, -, -, OFFLINE, DEAD",
        "-, -, -, DEAD, DEAD",
        "-, -, -, ENDED, DEAD",
        "-, -, -, -, HELD",
        // proof by the process counts against everything else
        "-, ALIVE, -, OFFLINE, HELD",
        "-, DEAD, -, ACTIVE, DEAD",
        "-, ALIVE, 600, OFFLINE, HELD",
        "-, DEAD, 1, ACTIVE, DEAD",
        // what the probe cannot tell takes nothing, but for a lease
        "-, UNKNOWN, -, OFFLINE, HELD",
        "-, UNKNOWN, 29, OFFLINE, HELD",
        "-, UNKNOWN, 30, ACTIVE, EXPIRED",
        // a lease alone
        "-, -, 29, OFFLINE, HELD",
        "-, -, 30, ACTIVE, EXPIRED",
        // whoever was making the branch
        "DEAD, ALIVE, -, ACTIVE, UNFINISHED",
        "ALIVE, ALIVE, -, ACTIVE, HELD",
        "UNKNOWN, -, -, ACTIVE, HELD",
        "ALIVE, DEAD, -, ACTIVE, DEAD",
    })
    void followsFromFacts(String placing, String process, String silence, String owner, Hold expected) {
        Facts facts = new Facts(
                value(placing).map(Liveness::valueOf),
                value(process).map(Liveness::valueOf),
                value(owner).map(Presence::valueOf));
        Optional<Duration> minutes = value(silence).map(Long::parseLong).map(Duration::ofMinutes);
        Reservation reservation = reservation(
                ReservationState.ACTIVE,
                Optional.empty(),
                minutes.map(_ -> LEASE),
                NOON.minus(minutes.orElse(Duration.ofDays(9))));

        assertThat(HoldRule.of(reservation, facts, NOON)).isEqualTo(expected);
    }

    @Test
    void isHeldByASessionAsLongAsThatLives() {
        Reservation ours =
                reservation(ReservationState.ACTIVE, Optional.of(new SessionId("s-1")), Optional.empty(), NOON);

        assertThat(HoldRule.of(ours, new Facts(Optional.empty(), Optional.of(Liveness.DEAD), Optional.empty()), NOON))
                .isEqualTo(Hold.HELD);
    }

    @Test
    void hasEndedWhenItHasEnded() {
        Reservation ended = reservation(ReservationState.COMPLETE, Optional.empty(), Optional.empty(), NOON);

        assertThat(HoldRule.of(ended, new Facts(Optional.empty(), Optional.of(Liveness.ALIVE), Optional.empty()), NOON))
                .isEqualTo(Hold.ENDED);
    }

    private static Optional<String> value(String text) {
        return Optional.of(text).filter(value -> !value.equals("-"));
    }

    private static Reservation reservation(
            ReservationState state, Optional<SessionId> session, Optional<Duration> lease, Instant heartbeat) {
        return new Reservation(
                "r-1",
                new ProjectId("app"),
                new BranchName("topic"),
                "a".repeat(40),
                "brave-heron",
                Optional.of("x-1"),
                session,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1,
                state,
                lease,
                heartbeat,
                heartbeat,
                Optional.empty(),
                Optional.empty(),
                state == ReservationState.ACTIVE ? Optional.empty() : Optional.of(NOON));
    }
}
