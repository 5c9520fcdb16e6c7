package dev.kugetsu.supervisor.reservation;

import dev.kugetsu.supervisor.coordination.ReservationVerbs;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.CheckPush;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.Hold;
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
        Optional<Reservation> found = desk.rows(ReservationDao.class).findNewest(desk.project(), branch);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Reservation newest = found.get();
        Optional<Reservation> shown = proven.filter(known -> known.branch().equals(branch));
        boolean isOwner = desk.knownActor()
                .filter(actor -> actor.mayActFor(newest.agent()))
                .isPresent();
        // An owner that has reserved it again may still have its token from before.
        Optional<Reservation> old = shown.or(() -> isOwner ? Optional.empty() : lastOfCaller(desk, branch))
                .filter(known -> known.fence() < newest.fence())
                .filter(known -> !(isOwner && known.agent().equals(newest.agent())));
        if (old.isPresent()) {
            return Optional.of(new PushRefusal(
                    update.remoteRef(),
                    "your reservation of branch " + branch + " has fence "
                            + old.get().fence() + ", and " + newest.owner() + " got it with fence " + newest.fence()
                            + " at " + newest.reservedAt(),
                    afterLoss(desk, newest, shown),
                    Optional.of(holds.view(desk, newest))));
        }
        if (isOwner || shown.isPresent() || !holds.isInUse(desk, newest)) {
            return Optional.empty();
        }
        return Optional.of(new PushRefusal(
                update.remoteRef(),
                "branch " + branch + " is reserved by " + newest.owner() + " since " + newest.reservedAt()
                        + newest.task().map(task -> ": " + task).orElse(""),
                "wait until it is released",
                Optional.of(holds.view(desk, newest))));
    }

    private static Optional<Reservation> lastOfCaller(Desk desk, BranchName branch) {
        return desk.knownActor()
                .flatMap(actor -> desk.rows(ReservationDao.class)
                        .findNewestOf(desk.project(), actor.agent(), Optional.of(branch)));
    }

    /// A token that others have followed stands in the way of its holder until a new one takes its place.
    private String afterLoss(Desk desk, Reservation newest, Optional<Reservation> shown) {
        if (holds.judge(desk, newest) == Hold.HELD) {
            return "wait until it is released, and reserve it again";
        }
        String reserve = "kugetsu reserve --branch " + newest.branch() + " --anchor " + newest.branch();
        return "look at what has come to the branch since, and reserve it again: `"
                + (shown.isPresent() ? "export " + ReservationVerbs.TOKEN_VARIABLE + "=$(" + reserve + ")" : reserve)
                + "`";
    }
}
