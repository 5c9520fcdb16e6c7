package dev.kugetsu.supervisor.reservation;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.Processes;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.JournalKind;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationGrant;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationState;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationView;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReserveBranch;
import dev.kugetsu.supervisor.project.WorktreeFailures;
import dev.kugetsu.supervisor.store.RandomId;
import dev.kugetsu.supervisor.verb.Act;
import dev.kugetsu.supervisor.verb.Actor;
import dev.kugetsu.supervisor.verb.Desk;
import dev.kugetsu.supervisor.verb.Texts;
import dev.kugetsu.supervisor.verb.VerbHandler;
import dev.kugetsu.worktrees.BranchName;
import dev.kugetsu.worktrees.Worktrees;
import dev.kugetsu.worktrees.Worktrees.CheckedOut;
import java.security.SecureRandom;
import java.util.Optional;

/// Reserves branches. Thread-safe.
///
/// One transaction ends what is dead, looks for an owner, and writes the row, which names us as the one that
/// makes the branch. Then the branch is made, or verified to be still where it was; at last the row says so.
/// What fails in between is taken back. Should we die in between, the next one that wants the branch sees by
/// the row that nobody has got it.
final class Reserving implements VerbHandler<ReserveBranch, ReservationGrant> {

    private static final String PREFIX = "r-";

    private final Ground ground;
    private final Worktrees worktrees;
    private final Processes processes;
    private final Holds holds;
    private final Refusals refusals;
    private final RandomId ids;
    private final SecureRandom random = new SecureRandom();

    Reserving(Ground ground, Worktrees worktrees, Processes processes, Holds holds, Refusals refusals, RandomId ids) {
        this.ground = ground;
        this.worktrees = worktrees;
        this.processes = processes;
        this.holds = holds;
        this.refusals = refusals;
        this.ids = ids;
    }

    /// What is wanted, as it was before the transaction.
    ///
    /// @param present where the branch is
    private record Wish(
            ReserveBranch request,
            BranchName branch,
            CheckedOut place,
            String anchor,
            Optional<String> present,
            ReservationToken token) {}

    /// What the transaction has come to; it stays even when the branch is refused, if the dead were ended in
    /// it.
    private sealed interface Attempt {
        record Written(Reservation reservation, ReservationView view) implements Attempt {}

        record Refused(KugetsuException why) implements Attempt {}
    }

    @Override
    public ReservationGrant handle(Act act, ReserveBranch request) {
        Wish wish = wish(act, request);
        return switch (act.write(desk -> write(desk, wish))) {
            case Attempt.Refused refused -> throw refused.why();
            case Attempt.Written written ->
                act.mode() == Mode.REHEARSE
                        ? new ReservationGrant(Optional.empty(), wish.present().isEmpty(), written.view())
                        : new Placing(act, wish, written.reservation()).complete();
        };
    }

    private Wish wish(Act act, ReserveBranch request) {
        BranchName branch = Ground.branch(request.branch());
        request.task().ifPresent(task -> Texts.line("the task", task));
        if (request.lease().filter(lease -> !lease.isPositive()).isPresent()) {
            throw new KugetsuException(Kind.INVALID_INPUT, "a lease of nothing is none", "give it some time, or none");
        }
        CheckedOut place = ground.place(act.caller());
        String anchor = WorktreeFailures.guard(
                () -> worktrees.resolve(place, request.anchor().orElse("HEAD")));
        Optional<String> present = ground.findBranch(place, branch);
        if (present.isEmpty()) {
            ground.requireRoom(place, branch);
        }
        return new Wish(request, branch, place, anchor, present, ReservationToken.random(random));
    }

    private Attempt write(Desk desk, Wish wish) {
        Actor actor = desk.actor();
        Optional<ProcessIdentity> process = process(desk, wish.request());
        ReservationDao rows = desk.rows(ReservationDao.class);
        Optional<Reservation> before = rows.findActive(desk.project(), wish.branch());
        Optional<Reservation> owner = holds.findOwner(desk, wish.branch());
        Optional<KugetsuException> refusal = owner.map(other -> refusals.taken(desk, other, wish.anchor()))
                .or(() -> Refusals.findDrift(wish.branch(), wish.anchor(), wish.present()));
        if (refusal.isPresent()) {
            return refused(refusal.get(), owner.equals(before));
        }
        String id = ids.next(PREFIX);
        rows.insert(
                id,
                desk.project(),
                desk.host(),
                wish.branch(),
                wish.anchor(),
                actor.agent(),
                actor.agentSession(),
                wish.request().task(),
                process,
                processes.current(),
                wish.token().hash(),
                wish.request().lease(),
                desk.now());
        Reservation written = rows.find(id).orElseThrow();
        return new Attempt.Written(written, holds.view(desk, written));
    }

    /// Whoever has ended nobody has left no trace, and does not become known.
    private static Attempt refused(KugetsuException why, boolean isAsBefore) {
        if (isAsBefore) {
            throw why;
        }
        return new Attempt.Refused(why);
    }

    private Optional<ProcessIdentity> process(Desk desk, ReserveBranch request) {
        if (request.holdForPid().isEmpty()) {
            return holds.processOf(desk);
        }
        long pid = request.holdForPid().get();
        return Optional.of(processes
                .find(pid)
                .orElseThrow(() -> new KugetsuException(
                        Kind.NOT_FOUND, "there is no process " + pid, "give the pid of one that runs")));
    }

    /// The steps after the row is written.
    private final class Placing {

        private final Act act;
        private final Wish wish;
        private final Reservation reservation;
        private boolean isMade;

        Placing(Act act, Wish wish, Reservation reservation) {
            this.act = act;
            this.wish = wish;
            this.reservation = reservation;
        }

        ReservationGrant complete() {
            try {
                place();
                return act.write(this::settle);
            } catch (RuntimeException | Error failure) {
                takeBack(failure);
                throw failure;
            }
        }

        private void place() {
            boolean isThere = WorktreeFailures.guard(() -> worktrees.moveBranch(
                    wish.place().repository(),
                    wish.branch(),
                    wish.present(),
                    wish.anchor(),
                    "kugetsu: reserved by " + reservation.agent()));
            if (!isThere) {
                throw Refusals.drifted(wish.branch(), wish.anchor(), ground.findBranch(wish.place(), wish.branch()));
            }
            isMade = wish.present().isEmpty();
        }

        private ReservationGrant settle(Desk desk) {
            ReservationDao rows = desk.rows(ReservationDao.class);
            boolean isOurs = rows.settle(reservation.reservationId());
            Reservation settled = rows.find(reservation.reservationId()).orElseThrow();
            if (!isOurs) {
                throw refusals.inactive(desk, settled);
            }
            desk.record(JournalKind.BRANCH_RESERVED, Optional.of(wish.branch().value()), settled.task());
            return new ReservationGrant(Optional.of(wish.token().text()), isMade, holds.view(desk, settled));
        }

        /// As well as it can be done; the first failure is what counts. A branch that somebody else may have
        /// got meanwhile stays.
        private void takeBack(Throwable failure) {
            try {
                if (isMade && act.read(this::isStillOurs)) {
                    WorktreeFailures.guard(
                            () -> worktrees.deleteBranch(wish.place().repository(), wish.branch(), wish.anchor()));
                }
                act.write(desk -> desk.rows(ReservationDao.class)
                        .end(reservation.reservationId(), ReservationState.ABANDONED, desk.now()));
            } catch (RuntimeException second) {
                failure.addSuppressed(second);
            }
        }

        private boolean isStillOurs(Desk desk) {
            return desk.rows(ReservationDao.class)
                    .find(reservation.reservationId())
                    .filter(Reservation::isActive)
                    .isPresent();
        }
    }
}
