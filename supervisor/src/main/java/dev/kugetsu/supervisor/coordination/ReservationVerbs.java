package dev.kugetsu.supervisor.coordination;

import dev.kugetsu.supervisor.coordination.Meaning.Place;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Exclusive rights to write a branch. Each new owner of a branch has a higher fence, and whoever has an
/// older one is refused.
public final class ReservationVerbs {

    /// The variable from which the command line takes a token.
    public static final String TOKEN_VARIABLE = "KUGETSU_RESERVATION";

    static final String TOKEN = "What `reserve` has told; needed only by those who are not the agent that has it";
    static final String RESERVED_BRANCH = "The branch, if the caller has reserved several";

    /// Reserves a branch, and makes it where there is none.
    public record ReserveBranch(
            @Meaning("The branch to write") String branch,

            @Meaning("Where the work on it starts: it must be there, or not exist; HEAD without it")
            Optional<String> anchor,

            @Meaning("What is to be done on it") Optional<String> task,

            @Meaning("The process that lives as long as the reservation is to, if not the agent's own")
            Optional<Long> holdForPid,

            @Meaning("Give it up unless renewed within this time; while its process lives it stays all the same")
            Optional<Duration> lease) {}

    /// Renews a reservation.
    public record RenewReservation(
            @Meaning(value = TOKEN, variable = TOKEN_VARIABLE)
            Optional<String> token,

            @Meaning(RESERVED_BRANCH) Optional<String> branch) {}

    /// How the work on a branch has come out.
    public enum Outcome {
        COMPLETE,
        ABANDONED
    }

    /// Gives a reservation back.
    public record ReleaseReservation(
            @Meaning(value = TOKEN, variable = TOKEN_VARIABLE)
            Optional<String> token,

            @Meaning(RESERVED_BRANCH) Optional<String> branch,

            @Meaning("complete or abandoned; complete without it")
            Optional<Outcome> status,

            @Meaning("Do it although it is somebody else's; for the operator only")
            boolean force) {}

    /// Which reservations are wanted.
    public record ListReservations(
            @Meaning("Those of this branch only") Optional<String> branch,

            @Meaning("Only those that would stand in the way")
            boolean aliveOnly,

            @Meaning("Those that have ended too") boolean all) {}

    /// Commits what has changed in the worktree that the caller stands in.
    public record CaptureWork(
            @Meaning(value = TOKEN, variable = TOKEN_VARIABLE)
            Optional<String> token,

            @Meaning(value = "What the commit says; the task without it", option = "-m, --message")
            Optional<String> message,

            @Meaning("How sure you are of it, from 0 to 1") Optional<BigDecimal> confidence) {}

    /// Marks a branch as ready for integration.
    public record MarkReady(
            @Meaning(value = TOKEN, variable = TOKEN_VARIABLE)
            Optional<String> token,

            @Meaning(RESERVED_BRANCH) Optional<String> branch,

            @Meaning(value = "What whoever integrates it should know", option = "-m, --message")
            Optional<String> message) {}

    /// What is about to be pushed.
    public record CheckPush(
            @Meaning(value = TOKEN, variable = TOKEN_VARIABLE)
            Optional<String> token,

            @Meaning(value = "What git tells a pre-push hook on its standard input", place = Place.TEXT)
            String updates) {}

    /// The stored state of a reservation.
    public enum ReservationState {
        ACTIVE,
        COMPLETE,
        ABANDONED
    }

    /// How firmly a reservation is held at the moment of reading; whatever is not `HELD` goes to the next one
    /// that wants the branch.
    public enum Hold {
        HELD,
        /// Its lease is over, and no process proves that its owner is there.
        EXPIRED,
        /// Its process, or else its owner, is gone.
        DEAD,
        /// Whoever reserved it died before the branch was made or verified.
        UNFINISHED,
        /// It was given back or given up.
        ENDED
    }

    /// An exclusive right to write a branch.
    ///
    /// @param anchor the commit from which its owner goes on
    /// @param session the session of ours whose branch it is; then it lasts as long as that
    /// @param pid the process for which it is held
    /// @param ownerPresence whether its agent is there; that of a session of ours is so during its turns only
    /// @param leaseUntil when it is over unless renewed
    /// @param readyCommit what is ready for integration
    public record ReservationView(
            String reservationId,
            String branch,
            String anchor,
            String agent,
            Optional<String> agentSessionId,
            Optional<String> session,
            Optional<String> task,
            Optional<Long> pid,
            long fence,
            ReservationState state,
            Hold hold,
            Presence ownerPresence,
            Instant reservedAt,
            Instant heartbeatAt,
            Optional<Instant> leaseUntil,
            Optional<Instant> readyAt,
            Optional<String> readyCommit,
            Optional<Instant> endedAt) {}

    /// A new reservation.
    ///
    /// @param token proves that one is its owner; told only here, and not in a dry run
    /// @param created whether the branch was made for it
    public record ReservationGrant(Optional<String> token, boolean created, ReservationView reservation) {}

    /// What was committed.
    ///
    /// @param commit nothing when nothing has changed, and in a dry run
    /// @param wouldCommit what it would have been; in a dry run only
    public record CaptureView(
            Optional<String> commit, Optional<WouldCommit> wouldCommit, ReservationView reservation) {}

    /// What would be committed.
    ///
    /// @param fileCount how many files have changed, are new or gone
    /// @param files their paths in the worktree, at most {@link #MOST_FILES} of them
    public record WouldCommit(int fileCount, List<String> files) {

        /// How many paths are told.
        public static final int MOST_FILES = 100;

        public WouldCommit {
            files = List.copyOf(files);
        }

        /// As much of all these as is told.
        public static WouldCommit of(List<String> files) {
            return new WouldCommit(files.size(), files.subList(0, Math.min(files.size(), MOST_FILES)));
        }
    }

    /// Why a branch must not be pushed.
    ///
    /// @param ref the remote reference that would change
    /// @param next what helps
    /// @param owner who has the branch now, or had it last
    public record PushRefusal(String ref, String reason, String next, Optional<ReservationView> owner) {}

    /// Why a branch cannot be reserved, or not be written any more.
    public enum ConflictKind {
        /// Somebody has it, from the very commit that was asked for.
        LIVE_OWNER,
        /// It, or whoever has it, starts from another commit.
        ANCHOR_DRIFT,
        /// The reservation is not active any more; the owner is whoever has the branch now.
        SUPERSEDED,
        /// It is not the caller's.
        NOT_OWNER
    }

    /// The details of a conflict about a branch.
    ///
    /// @param requestedAnchor the commit that was asked for, where one was
    /// @param reservedAnchor where its owner has started, or else where the branch is
    public record ReservationConflict(
            ConflictKind kind,
            String branch,
            Optional<String> requestedAnchor,
            Optional<String> reservedAnchor,
            Optional<ReservationView> owner) {}

    public static final Verb<ReserveBranch, ReservationGrant> RESERVE = Verb.changing(
            "reservation.reserve",
            "Reserve a branch: only you write it until you release it",
            ReserveBranch.class,
            ReservationGrant.class);
    public static final Verb<RenewReservation, ReservationView> HEARTBEAT = Verb.changing(
            "reservation.heartbeat", "Renew a reservation", RenewReservation.class, ReservationView.class);
    public static final Verb<ReleaseReservation, ReservationView> RELEASE = Verb.changing(
            "reservation.release", "Give a reservation back", ReleaseReservation.class, ReservationView.class);
    public static final Verb<ListReservations, List<ReservationView>> LIST = Verb.listing(
            "reservation.list", "List who may write which branch", ListReservations.class, ReservationView.class);
    public static final Verb<CaptureWork, CaptureView> CAPTURE = Verb.changing(
            "reservation.capture",
            "Commit everything that has changed in this worktree, if its branch is yours",
            CaptureWork.class,
            CaptureView.class);
    public static final Verb<MarkReady, ReservationView> READY = Verb.changing(
            "reservation.ready",
            "Mark your branch, as it is now, as ready for integration",
            MarkReady.class,
            ReservationView.class);
    public static final Verb<CheckPush, List<PushRefusal>> CHECK_PUSH = Verb.listing(
            "reservation.check-push",
            "Tell why what is about to be pushed must not be, if so",
            CheckPush.class,
            PushRefusal.class);

    static final List<Verb<?, ?>> ALL = List.of(RESERVE, HEARTBEAT, RELEASE, LIST, CAPTURE, READY, CHECK_PUSH);

    private ReservationVerbs() {}
}
