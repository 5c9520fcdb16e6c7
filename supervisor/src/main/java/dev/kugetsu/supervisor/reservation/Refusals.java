package dev.kugetsu.supervisor.reservation;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ConflictKind;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReservationConflict;
import dev.kugetsu.supervisor.verb.Desk;
import dev.kugetsu.worktrees.BranchName;
import java.util.Optional;

/// What callers are told who cannot have a branch, with the facts for programs. Thread-safe.
final class Refusals {

    private final Holds holds;

    Refusals(Holds holds) {
        this.holds = holds;
    }

    /// Somebody has the branch.
    KugetsuException taken(Desk desk, Reservation owner, String anchor) {
        boolean isSame = owner.anchor().equals(anchor);
        boolean isOurs = desk.knownActor()
                .filter(actor -> actor.agent().equals(owner.agent()))
                .isPresent();
        String message = "branch " + owner.branch() + " is reserved by " + owner.owner() + " since "
                + owner.reservedAt()
                + owner.leaseUntil().map(end -> " until " + end).orElse("")
                + owner.task().map(task -> ": " + task).orElse("")
                + (isSame ? "" : "; it starts from " + shortId(owner.anchor()) + ", not from " + shortId(anchor));
        return new KugetsuException(
                Kind.CONFLICT,
                message,
                isOurs ? ours(owner) : others(owner),
                new ReservationConflict(
                        isSame ? ConflictKind.LIVE_OWNER : ConflictKind.ANCHOR_DRIFT,
                        owner.branch().value(),
                        Optional.of(anchor),
                        Optional.of(owner.anchor()),
                        Optional.of(holds.view(desk, owner))));
    }

    private static String ours(Reservation owner) {
        return owner.sessionId().isPresent()
                ? "it is yours as long as the session lives; go on"
                : "that is you: go on, or `kugetsu reservation release --branch " + owner.branch() + "` first";
    }

    private static String others(Reservation owner) {
        return owner.sessionId()
                .map(session -> "reserve another branch, or end it with `kugetsu destroy " + session + "`")
                .orElseGet(() ->
                        "reserve another branch, or ask with `kugetsu message send --to " + owner.agent() + " \"…\"`");
    }

    /// Whether a branch that nobody has is somewhere else than where it was asked for.
    static Optional<KugetsuException> findDrift(BranchName branch, String anchor, Optional<String> present) {
        return present.filter(commit -> !commit.equals(anchor)).map(commit -> drifted(branch, anchor, present));
    }

    /// Nobody has the branch, and it is not where it was asked for.
    static KugetsuException drifted(BranchName branch, String anchor, Optional<String> present) {
        return new KugetsuException(
                Kind.CONFLICT,
                "branch " + branch + " is "
                        + present.map(commit -> "at " + shortId(commit)).orElse("gone") + ", not at " + shortId(anchor),
                "go on from where it is with --anchor " + branch + ", or reserve another branch",
                new ReservationConflict(
                        ConflictKind.ANCHOR_DRIFT, branch.value(), Optional.of(anchor), present, Optional.empty()));
    }

    /// What the caller has had is not active any more.
    KugetsuException inactive(Desk desk, Reservation had) {
        Optional<Reservation> now = desk.rows(ReservationDao.class).findActive(desk.project(), had.branch());
        String who = now.map(owner -> "; " + owner.owner() + " has the branch now, with fence " + owner.fence())
                .orElse("");
        return new KugetsuException(
                Kind.CONFLICT,
                "reservation " + had.reservationId() + " of branch " + had.branch() + " with fence " + had.fence()
                        + " is not active any more (" + had.state().name().toLowerCase(java.util.Locale.ROOT)
                        + had.endedAt().map(end -> " at " + end).orElse("") + ")" + who,
                now.isPresent()
                        ? "work on another branch, and leave this one alone"
                        : "reserve the branch again before you go on: `kugetsu reserve --branch " + had.branch()
                                + " --anchor " + had.branch() + "`",
                conflict(desk, ConflictKind.SUPERSEDED, had, now));
    }

    /// The caller gives no proof that it is the owner.
    KugetsuException notOwner(Desk desk, Reservation owner, Ownership.Force force) {
        return new KugetsuException(
                Kind.CONFLICT,
                "branch " + owner.branch() + " is reserved by " + owner.owner()
                        + ", and no token says that it is yours",
                "pass its token with --token or KUGETSU_RESERVATION, or "
                        + switch (force) {
                            case POSSIBLE, USED -> "as the person in charge --operator --force";
                            case UNKNOWN -> others(owner);
                        },
                conflict(desk, ConflictKind.NOT_OWNER, owner, Optional.of(owner)));
    }

    private ReservationConflict conflict(Desk desk, ConflictKind kind, Reservation had, Optional<Reservation> owner) {
        return new ReservationConflict(
                kind,
                had.branch().value(),
                Optional.empty(),
                owner.map(Reservation::anchor),
                owner.map(now -> holds.view(desk, now)));
    }

    static String shortId(String commit) {
        return commit.substring(0, Math.min(10, commit.length()));
    }
}
