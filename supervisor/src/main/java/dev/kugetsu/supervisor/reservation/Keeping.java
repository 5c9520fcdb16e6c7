package dev.kugetsu.supervisor.reservation;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.coordination.JournalKind;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.Hold;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ListReservations;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.MarkReady;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.Outcome;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReleaseReservation;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.RenewReservation;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationState;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationView;
import dev.kugetsu.supervisor.reservation.Ownership.Force;
import dev.kugetsu.supervisor.verb.Act;
import dev.kugetsu.supervisor.verb.Desk;
import dev.kugetsu.supervisor.verb.Texts;
import dev.kugetsu.worktrees.BranchName;
import dev.kugetsu.worktrees.Worktrees.CheckedOut;
import java.util.List;
import java.util.Optional;

/// What an owner does with a reservation until it is over, and who has which. Thread-safe.
final class Keeping {

    private final Ground ground;
    private final Holds holds;
    private final Ownership ownership;

    Keeping(Ground ground, Holds holds, Ownership ownership) {
        this.ground = ground;
        this.holds = holds;
        this.ownership = ownership;
    }

    ReservationView renew(Desk desk, RenewReservation request) {
        Reservation held = ownership.require(desk, claim(request.token(), request.branch(), Force.UNKNOWN));
        desk.rows(ReservationDao.class).renew(held.reservationId(), desk.now());
        return again(desk, held);
    }

    /// What has ended so already, has.
    ReservationView release(Desk desk, ReleaseReservation request) {
        Ownership.Claim claim = claim(request.token(), request.branch(), request.force() ? Force.USED : Force.POSSIBLE);
        ReservationState wanted = switch (request.status().orElse(Outcome.COMPLETE)) {
            case COMPLETE -> ReservationState.COMPLETE;
            case ABANDONED -> ReservationState.ABANDONED;
        };
        Reservation found = ownership.find(desk, claim);
        if (found.state() == wanted) {
            return holds.view(desk, found);
        }
        Reservation held = ownership.require(desk, claim);
        if (held.sessionId().isPresent()) {
            throw new KugetsuException(
                    Kind.CONFLICT,
                    "branch " + held.branch() + " is that of session "
                            + held.sessionId().get() + ", for as long as it lives",
                    "`kugetsu destroy " + held.sessionId().get() + "` ends both");
        }
        if (request.force()) {
            holds.lose(desk, held, "released by " + desk.actor().agent());
        } else {
            desk.rows(ReservationDao.class).end(held.reservationId(), wanted, desk.now());
            desk.record(
                    Ownership.actor(desk, held),
                    JournalKind.RESERVATION_RELEASED,
                    Optional.of(held.branch().value()),
                    Optional.of(wanted.name().toLowerCase(java.util.Locale.ROOT)));
        }
        return again(desk, held);
    }

    ReservationView markReady(Act act, MarkReady request) {
        request.message().ifPresent(message -> Texts.body("the message", message));
        CheckedOut place = ground.place(act.caller());
        Ownership.Claim claim = claim(request.token(), request.branch(), Force.UNKNOWN);
        BranchName branch = act.write(desk -> ownership.require(desk, claim)).branch();
        String commit = ground.findBranch(place, branch)
                .orElseThrow(() -> new KugetsuException(
                        Kind.NOT_FOUND,
                        "branch " + branch + " is gone from "
                                + place.repository().directory(),
                        "make it again, or release it with `kugetsu reservation release`"));
        return act.write(desk -> {
            Reservation held = ownership.require(desk, claim);
            desk.rows(ReservationDao.class).markReady(held.reservationId(), commit, desk.now());
            if (!held.readyCommit().equals(Optional.of(commit))) {
                desk.record(
                        Ownership.actor(desk, held),
                        JournalKind.BRANCH_READY,
                        Optional.of(branch.value()),
                        Optional.of(Refusals.shortId(commit)
                                + request.message()
                                        .map(message -> ": " + message)
                                        .orElse("")));
            }
            return again(desk, held);
        });
    }

    /// Ends nothing, whatever it sees.
    List<ReservationView> list(Desk desk, ListReservations request) {
        return desk
                .rows(ReservationDao.class)
                .list(desk.project(), request.branch().map(Ground::branch), request.all())
                .stream()
                .map(reservation -> holds.view(desk, reservation))
                .filter(view -> !request.aliveOnly() || view.hold() == Hold.HELD)
                .toList();
    }

    private static Ownership.Claim claim(Optional<String> token, Optional<String> branch, Force force) {
        return new Ownership.Claim(token, branch.map(Ground::branch), force);
    }

    private ReservationView again(Desk desk, Reservation reservation) {
        return holds.view(
                desk,
                desk.rows(ReservationDao.class)
                        .find(reservation.reservationId())
                        .orElseThrow());
    }
}
