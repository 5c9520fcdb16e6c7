package dev.kugetsu.supervisor.reservation;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.Processes;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.agent.Presences;
import dev.kugetsu.supervisor.coordination.JournalKind;
import dev.kugetsu.supervisor.coordination.Presence;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.Hold;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationState;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationView;
import dev.kugetsu.supervisor.mail.Notices;
import dev.kugetsu.supervisor.verb.Actor;
import dev.kugetsu.supervisor.verb.Desk;
import dev.kugetsu.worktrees.BranchName;
import java.util.Optional;

/// Judges and ends reservations within a transaction. Thread-safe.
final class Holds {

    private final Presences presences;
    private final Processes processes;
    private final Notices notices;

    Holds(Presences presences, Processes processes, Notices notices) {
        this.presences = presences;
        this.processes = processes;
        this.notices = notices;
    }

    Hold judge(Desk desk, Reservation reservation) {
        HoldRule.Facts facts = new HoldRule.Facts(
                reservation.placing().map(processes::probe),
                reservation.process().map(processes::probe),
                reservation.agentSessionId().map(session -> presences.of(reservation.agent(), desk)));
        return HoldRule.of(reservation, facts, desk.now());
    }

    /// Whether somebody may be writing to the branch just now: that of a session of ours rests between two
    /// turns.
    boolean isInUse(Desk desk, Reservation reservation) {
        return judge(desk, reservation) == Hold.HELD
                && (reservation.sessionId().isEmpty() || presences.of(reservation.agent(), desk) != Presence.ENDED);
    }

    /// The process for which the actor holds what it does not hold for a named one.
    Optional<ProcessIdentity> processOf(Desk desk) {
        return desk.actor()
                .agentSession()
                .flatMap(session -> presences.processOf(session, desk))
                .or(desk.caller()::process);
    }

    /// Whoever has the branch; one that is dead is ended first, and only that of this branch.
    Optional<Reservation> findOwner(Desk desk, BranchName branch) {
        ReservationDao rows = desk.rows(ReservationDao.class);
        Optional<Reservation> active = rows.findActive(desk.project(), branch);
        if (active.isEmpty()) {
            return active;
        }
        Hold hold = judge(desk, active.get());
        if (hold == Hold.HELD) {
            return active;
        }
        lose(desk, active.get(), why(hold, active.get()));
        // A session of ours may have waited for it.
        return rows.findActive(desk.project(), branch);
    }

    private static String why(Hold hold, Reservation reservation) {
        return switch (hold) {
            case EXPIRED -> "its lease was not renewed";
            // A process that is known decides alone, see HoldRule: its agent may be there all the same.
            case DEAD ->
                reservation
                        .process()
                        .map(process -> "process " + process.pid() + ", for which it was held, has ended")
                        .orElse("its owner was gone");
            case UNFINISHED -> "whoever reserved it died before the branch was there";
            case HELD, ENDED -> throw new IllegalArgumentException("nobody loses what is " + hold);
        };
    }

    /// Takes a reservation from its owner, who is told.
    void lose(Desk desk, Reservation reservation, String how) {
        desk.rows(ReservationDao.class).end(reservation.reservationId(), ReservationState.ABANDONED, desk.now());
        desk.record(
                JournalKind.RESERVATION_LOST,
                Optional.of(reservation.branch().value()),
                Optional.of(reservation.agent() + ": " + how));
        if (!reservation.agent().equals(Actor.OPERATOR)) {
            notices.tell(
                    desk,
                    reservation.agent(),
                    "You have lost the reservation of branch " + reservation.branch() + ": " + how
                            + ". Reserve it again before you write to it.");
        }
    }

    ReservationView view(Desk desk, Reservation reservation) {
        return new ReservationView(
                reservation.reservationId(),
                reservation.branch().value(),
                reservation.anchor(),
                reservation.agent(),
                reservation.agentSessionId(),
                reservation.sessionId().map(SessionId::value),
                reservation.task(),
                reservation.process().map(ProcessIdentity::pid),
                reservation.fence(),
                reservation.state(),
                judge(desk, reservation),
                presences.of(reservation.agent(), desk),
                reservation.reservedAt(),
                reservation.heartbeatAt(),
                reservation.leaseUntil(),
                reservation.readyAt(),
                reservation.readyCommit(),
                reservation.endedAt());
    }
}
