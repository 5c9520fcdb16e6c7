package dev.kugetsu.supervisor.reservation;

import dev.kugetsu.supervisor.coordination.ReservationVerbs.CheckPush;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.PushRefusal;
import dev.kugetsu.supervisor.verb.Desk;
import dev.kugetsu.worktrees.BranchName;
import java.util.List;
import java.util.Optional;

/// Tells what must not be pushed: branches that another one has, and those whose pusher has lost them. Only
/// what is proven stands in the way. Thread-safe.
final class PushCheck {

    private final Holds holds;

    PushCheck(Holds holds) {
        this.holds = holds;
    }

    List<PushRefusal> check(Desk desk, CheckPush request) {
        Optional<Reservation> proven = request.token()
                .flatMap(token -> desk.rows(ReservationDao.class).findByToken(new ReservationToken(token).hash()))
                .filter(known -> known.projectId().equals(desk.project()));
        return PushUpdate.parse(request.updates()).stream()
                .flatMap(update -> update.branches().stream()
                        .flatMap(branch -> refusal(desk, update, branch, proven).stream())
                        .limit(1))
                .toList();
    }

    private Optional<PushRefusal> refusal(
            Desk desk, PushUpdate update, BranchName branch, Optional<Reservation> proven) {
        ReservationDao rows = desk.rows(ReservationDao.class);
        Optional<Reservation> newest = rows.findNewest(desk.project(), branch);
        Optional<Reservation> shown = proven.filter(known -> known.branch().equals(branch));
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        boolean isOwner = desk.knownActor()
                .filter(actor -> actor.mayActFor(newest.get().agent()))
                .isPresent();
        // An owner that has reserved it again may still have its token from before.
        boolean isOld = shown.filter(known -> known.fence() < newest.get().fence())
                .filter(known -> !(isOwner && known.agent().equals(newest.get().agent())))
                .isPresent();
        if (isOld) {
            return Optional.of(new PushRefusal(
                    update.remoteRef(),
                    "your reservation of branch " + branch + " has fence "
                            + shown.get().fence() + ", and " + newest.get().owner() + " got it with fence "
                            + newest.get().fence() + " at " + newest.get().reservedAt(),
                    Optional.of(holds.view(desk, newest.get()))));
        }
        if (isOwner || shown.isPresent() || !holds.isInUse(desk, newest.get())) {
            return Optional.empty();
        }
        return Optional.of(new PushRefusal(
                update.remoteRef(),
                "branch " + branch + " is reserved by " + newest.get().owner() + " since "
                        + newest.get().reservedAt()
                        + newest.get().task().map(task -> ": " + task).orElse(""),
                Optional.of(holds.view(desk, newest.get()))));
    }
}
