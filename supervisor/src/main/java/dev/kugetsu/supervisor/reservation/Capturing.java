package dev.kugetsu.supervisor.reservation;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.JournalKind;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.CaptureView;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.CaptureWork;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.WouldCommit;
import dev.kugetsu.supervisor.project.WorktreeFailures;
import dev.kugetsu.supervisor.verb.Act;
import dev.kugetsu.supervisor.verb.Desk;
import dev.kugetsu.supervisor.verb.Texts;
import dev.kugetsu.supervisor.verb.VerbHandler;
import dev.kugetsu.worktrees.BranchName;
import dev.kugetsu.worktrees.Worktrees;
import dev.kugetsu.worktrees.Worktrees.CheckedOut;
import java.math.BigDecimal;
import java.util.Optional;

/// Commits the work of whoever has the branch. Thread-safe.
///
/// Verified before anything is done, and again by the transaction that records it: who has lost the branch
/// meanwhile, has not committed to it.
final class Capturing implements VerbHandler<CaptureWork, CaptureView> {

    private final Ground ground;
    private final Worktrees worktrees;
    private final Holds holds;
    private final Ownership ownership;

    Capturing(Ground ground, Worktrees worktrees, Holds holds, Ownership ownership) {
        this.ground = ground;
        this.worktrees = worktrees;
        this.holds = holds;
        this.ownership = ownership;
    }

    @Override
    public CaptureView handle(Act act, CaptureWork request) {
        request.message().ifPresent(message -> Texts.body("the message", message));
        request.confidence().ifPresent(Capturing::requireShare);
        CheckedOut here = ground.standpoint(act.caller());
        BranchName branch = here.branch()
                .orElseThrow(() -> new KugetsuException(
                        Kind.CONFLICT,
                        "no branch is checked out in " + here.directory(),
                        "check out the one that you have reserved"));
        Reservation held = act.write(desk -> verify(desk, request, branch));
        if (act.mode() == Mode.REHEARSE) {
            WouldCommit would = WouldCommit.of(WorktreeFailures.guard(() -> worktrees.rehearseCommit(here)));
            return act.read(desk -> new CaptureView(Optional.empty(), Optional.of(would), holds.view(desk, held)));
        }
        String message = request.message().or(held::task).orElseGet(() -> "Work of " + held.agent() + " on " + branch);
        Optional<String> commit = WorktreeFailures.guard(() -> worktrees.prepareCommit(here, message));
        if (commit.isEmpty()) {
            return act.read(desk -> new CaptureView(Optional.empty(), Optional.empty(), holds.view(desk, held)));
        }
        advance(here, branch, commit.get());
        try {
            return act.write(desk -> record(desk, request, branch, commit.get()));
        } catch (RuntimeException | Error failure) {
            takeBack(here, branch, commit.get(), failure);
            throw failure;
        }
    }

    private static void requireShare(BigDecimal confidence) {
        if (confidence.signum() < 0 || confidence.compareTo(BigDecimal.ONE) > 0) {
            throw new KugetsuException(
                    Kind.INVALID_INPUT, "a confidence of " + confidence + " is none", "give a number from 0 to 1");
        }
    }

    /// Whoever does this, is there: it counts as a sign of life.
    private Reservation verify(Desk desk, CaptureWork request, BranchName branch) {
        Optional<BranchName> wanted = request.token().isPresent() ? Optional.empty() : Optional.of(branch);
        Reservation held =
                ownership.require(desk, new Ownership.Claim(request.token(), wanted, Ownership.Force.UNKNOWN));
        if (!held.branch().equals(branch)) {
            throw new KugetsuException(
                    Kind.CONFLICT,
                    "reserved is branch " + held.branch() + ", but checked out here is " + branch,
                    "go to the worktree of " + held.branch() + ", or `git switch " + held.branch() + "`");
        }
        ReservationDao rows = desk.rows(ReservationDao.class);
        rows.renew(held.reservationId(), desk.now());
        return rows.find(held.reservationId()).orElseThrow();
    }

    private void advance(CheckedOut here, BranchName branch, String commit) {
        if (!WorktreeFailures.guard(() -> worktrees.advance(here, commit, "kugetsu: capture"))) {
            throw new KugetsuException(
                    Kind.CONFLICT,
                    "branch " + branch + " has moved away from "
                            + Refusals.shortId(here.commitId().orElse("nothing")) + " meanwhile",
                    "look at `git log " + branch + "`, and capture again");
        }
    }

    private CaptureView record(Desk desk, CaptureWork request, BranchName branch, String commit) {
        Reservation held = verify(desk, request, branch);
        desk.record(
                Ownership.actor(desk, held),
                JournalKind.WORK_CAPTURED,
                Optional.of(branch.value()),
                Optional.of(Refusals.shortId(commit)
                        + request.confidence()
                                .map(share -> ", confidence " + share.toPlainString())
                                .orElse("")
                        + request.message().map(message -> ": " + message).orElse("")));
        return new CaptureView(Optional.of(commit), Optional.empty(), holds.view(desk, held));
    }

    private void takeBack(CheckedOut here, BranchName branch, String commit, Throwable failure) {
        try {
            WorktreeFailures.guard(() -> worktrees.moveBranch(
                    here.repository(),
                    branch,
                    Optional.of(commit),
                    here.commitId().orElseThrow(),
                    "kugetsu: capture taken back"));
        } catch (RuntimeException second) {
            failure.addSuppressed(second);
        }
    }
}
