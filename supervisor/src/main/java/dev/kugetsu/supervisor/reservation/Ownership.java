package dev.kugetsu.supervisor.reservation;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.verb.Actor;
import dev.kugetsu.supervisor.verb.Desk;
import dev.kugetsu.worktrees.BranchName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finds the reservation that a caller means, and checks that it is the caller's: by its token, or else
/// because the caller is the agent that has it. Thread-safe.
final class Ownership {

    private final Refusals refusals;

    Ownership(Refusals refusals) {
        this.refusals = refusals;
    }

    /// What a caller has to say about the reservation that it means.
    record Claim(Optional<String> token, Optional<BranchName> branch, Force force) {}

    /// Whether that of somebody else is meant all the same.
    enum Force {
        /// What is to be done with it knows no force.
        UNKNOWN,
        /// It could be, but is not.
        POSSIBLE,
        USED
    }

    /// @throws KugetsuException `CONFLICT` when it is somebody else's, not active any more, or the token is
    ///   wrong; `NOT_FOUND` when there is none
    Reservation require(Desk desk, Claim claim) {
        Reservation found = find(desk, claim);
        if (!found.isActive()) {
            throw refusals.inactive(desk, found);
        }
        return found;
    }

    /// The same, ended or not.
    Reservation find(Desk desk, Claim claim) {
        if (claim.force() == Force.USED) {
            return forced(desk, claim);
        }
        return claim.token().isPresent() ? byToken(desk, claim.token().get(), claim.branch()) : byAgent(desk, claim);
    }

    /// Who acts on it: the caller, or the owner when only the token says so.
    static Actor actor(Desk desk, Reservation reservation) {
        return desk.knownActor()
                .orElseGet(() -> new Actor(
                        reservation.agent(),
                        reservation.agentSessionId(),
                        desk.caller().standing()));
    }

    private Reservation forced(Desk desk, Claim claim) {
        if (!desk.actor().isOperator()) {
            throw new KugetsuException(
                    Kind.CONFLICT, "only the person in charge takes reservations by force", "pass --operator too");
        }
        BranchName branch = claim.branch()
                .orElseThrow(() -> new KugetsuException(
                        Kind.INVALID_INPUT, "nothing says which reservation is meant", "pass --branch"));
        return active(desk, branch);
    }

    private static Reservation active(Desk desk, BranchName branch) {
        return desk.rows(ReservationDao.class)
                .findActive(desk.project(), branch)
                .orElseThrow(() -> new KugetsuException(
                        Kind.NOT_FOUND,
                        "nobody has reserved branch " + branch,
                        "see them with `kugetsu reservation list`, or `kugetsu reserve --branch " + branch + "`"));
    }

    private static Reservation byToken(Desk desk, String token, Optional<BranchName> branch) {
        Reservation found = desk.rows(ReservationDao.class)
                .findByToken(new ReservationToken(token).hash())
                .filter(known -> known.projectId().equals(desk.project()))
                .orElseThrow(() -> new KugetsuException(
                        Kind.CONFLICT,
                        "the token is that of no reservation in project " + desk.project(),
                        "pass the one that `kugetsu reserve` has told, or unset KUGETSU_RESERVATION"));
        if (branch.filter(wanted -> !wanted.equals(found.branch())).isPresent()) {
            throw new KugetsuException(
                    Kind.CONFLICT,
                    "the token is that of branch " + found.branch() + ", not of " + branch.get(),
                    "leave --branch out, or pass the other token");
        }
        return found;
    }

    private Reservation byAgent(Desk desk, Claim claim) {
        Optional<BranchName> branch = claim.branch();
        ReservationDao rows = desk.rows(ReservationDao.class);
        String agent = desk.actor().agent();
        if (branch.isPresent()) {
            Optional<Reservation> mine = rows.findNewestOf(desk.project(), agent, branch);
            Optional<Reservation> owner = rows.findActive(desk.project(), branch.get());
            if (owner.isPresent() && mine.isEmpty()) {
                throw refusals.notOwner(desk, owner.get(), claim.force());
            }
            return mine.orElseGet(() -> active(desk, branch.get()));
        }
        List<Reservation> mine = rows.listActiveOf(desk.project(), agent);
        if (mine.size() > 1) {
            throw new KugetsuException(
                    Kind.INVALID_INPUT,
                    agent + " has reserved several branches: "
                            + mine.stream().map(one -> one.branch().value()).collect(Collectors.joining(", ")),
                    "say which one with --branch");
        }
        return mine.stream()
                .findFirst()
                .or(() -> rows.findNewestOf(desk.project(), agent, Optional.empty()))
                .orElseThrow(() -> new KugetsuException(
                        Kind.NOT_FOUND,
                        agent + " has reserved no branch in project " + desk.project(),
                        "reserve one with `kugetsu reserve --branch <branch>`"));
    }
}
