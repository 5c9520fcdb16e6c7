package dev.kugetsu.supervisor.reservation;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.supervisor.coordination.Presence;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.Hold;
import java.time.Instant;
import java.util.Optional;

/// How firmly a reservation is held, as it follows from facts. Pure.
///
/// Proof of death counts at once, and proof of life against every silence. What a probe cannot tell takes
/// nothing from anybody; only a lease does, because its owner has agreed to that.
final class HoldRule {

    private HoldRule() {}

    /// What is known of a reservation besides its row.
    ///
    /// @param placing what a probe says of whoever is about to make the branch
    /// @param process what a probe says of the process for which it is held; empty when there is none
    /// @param owner whether its agent is there; empty when it is held by no running agent in particular
    record Facts(Optional<Liveness> placing, Optional<Liveness> process, Optional<Presence> owner) {}

    static Hold of(Reservation reservation, Facts facts, Instant now) {
        if (!reservation.isActive()) {
            return Hold.ENDED;
        }
        if (reservation.sessionId().isPresent()) {
            return Hold.HELD;
        }
        if (facts.placing().equals(Optional.of(Liveness.DEAD))) {
            return Hold.UNFINISHED;
        }
        if (facts.process().equals(Optional.of(Liveness.ALIVE))) {
            return Hold.HELD;
        }
        if (facts.process().equals(Optional.of(Liveness.DEAD))) {
            return Hold.DEAD;
        }
        if (reservation.leaseUntil().isPresent()) {
            return now.isBefore(reservation.leaseUntil().get()) ? Hold.HELD : Hold.EXPIRED;
        }
        boolean isGone = facts.process().isEmpty()
                && facts.owner().filter(HoldRule::isGone).isPresent();
        return isGone ? Hold.DEAD : Hold.HELD;
    }

    private static boolean isGone(Presence presence) {
        return switch (presence) {
            case ACTIVE, STALE -> false;
            case ENDED, DEAD, OFFLINE -> true;
        };
    }
}
