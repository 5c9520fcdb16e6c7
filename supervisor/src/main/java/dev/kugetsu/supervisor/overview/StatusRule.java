package dev.kugetsu.supervisor.overview;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.supervisor.SessionStatus;
import dev.kugetsu.supervisor.overview.Evidence.Presence;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionWorktree;
import dev.kugetsu.supervisor.turn.Turn;
import dev.kugetsu.supervisor.turn.TurnState;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Derives what a session is doing from stored facts and from what is seen, and says by which rule. Pure.
///
/// A probe that cannot tell is never a death; a proven death beats whatever is recorded.
final class StatusRule {

    /// A status, one line that says why, and the rule that has decided.
    record Verdict(SessionStatus status, String reason, Rule rule) {}

    private StatusRule() {}

    static Verdict judge(
            Session session, Optional<SessionWorktree> worktree, Optional<Turn> last, Evidence evidence, Instant now) {
        Verdict verdict = session.endedAt()
                .map(ended -> new Verdict(
                        SessionStatus.ENDED,
                        session.endReason().orElse("ended") + ", " + Age.ago(ended, now),
                        Rule.ENDED))
                .or(() -> last.map(turn -> judge(turn, worktree, evidence, now)))
                .orElseGet(() -> new Verdict(SessionStatus.IDLE, "it has had no turn", Rule.NO_TURN));
        return session.operation()
                .map(operation ->
                        new Verdict(verdict.status(), under(operation) + "; " + verdict.reason(), verdict.rule()))
                .orElse(verdict);
    }

    private static String under(Session.Operation operation) {
        return switch (operation) {
            case ENDING, KILLING -> "it is being ended";
            case CLEARING -> "its worktree is being removed";
            case REVIVING -> "it is being brought back";
        };
    }

    private static Verdict judge(Turn turn, Optional<SessionWorktree> worktree, Evidence evidence, Instant now) {
        String name = "turn " + turn.number() + " ";
        return switch (turn.state()) {
            case QUEUED -> queued(name, turn, evidence, now);
            case STARTING -> starting(name, worktree, evidence);
            case RUNNING, STOPPING -> launched(name, turn, evidence, now);
            case SUCCEEDED -> outcome(SessionStatus.IDLE, name + "succeeded " + end(turn, now));
            case STOPPED -> outcome(SessionStatus.IDLE, name + "was stopped " + end(turn, now));
            case BLOCKED -> outcome(SessionStatus.BLOCKED, name + failure(turn, now));
            case FAILED, TIMED_OUT -> outcome(SessionStatus.FAILED, name + failure(turn, now));
            case LOST -> outcome(SessionStatus.LOST, name + failure(turn, now));
        };
    }

    private static Verdict outcome(SessionStatus status, String reason) {
        return new Verdict(status, reason, Rule.OUTCOME);
    }

    /// Without an owner it waits for whoever takes it.
    private static Verdict queued(String name, Turn turn, Evidence evidence, Instant now) {
        if (evidence.owner().equals(Optional.of(Liveness.DEAD))) {
            return ownerGone(name + "waited for a slot, and the process that was to run it is gone");
        }
        String since = name + "waits for a slot since " + Age.text(turn.createdAt(), now);
        return new Verdict(
                SessionStatus.QUEUED,
                evidence.remark().map(why -> since + ", " + why).orElse(since),
                Rule.WAITING);
    }

    private static Verdict starting(String name, Optional<SessionWorktree> worktree, Evidence evidence) {
        if (evidence.owner().orElse(Liveness.DEAD) == Liveness.DEAD) {
            return ownerGone(name + "was being launched, and the process that did it is gone");
        }
        String step = worktree.filter(row -> row.state() == SessionWorktree.State.CREATING)
                .map(row -> "makes its worktree")
                .orElse("is being launched");
        return new Verdict(SessionStatus.STARTING, name + step, Rule.PREPARING);
    }

    private static Verdict ownerGone(String reason) {
        return new Verdict(SessionStatus.UNKNOWN, reason, Rule.OWNER_GONE);
    }

    private static Verdict launched(String name, Turn turn, Evidence evidence, Instant now) {
        return switch (evidence.process().orElse(Liveness.UNKNOWN)) {
            case ALIVE -> alive(name, turn, evidence, now);
            case DEAD -> evidence.remark().isPresent() ? doubted(name, turn, evidence, now) : dead(name, evidence);
            case UNKNOWN -> doubtful(name, turn, evidence, now);
        };
    }

    private static Verdict alive(String name, Turn turn, Evidence evidence, Instant now) {
        if (turn.state() == TurnState.STOPPING) {
            return new Verdict(SessionStatus.WORKING, name + "is being stopped", Rule.STOP_REQUESTED);
        }
        Rule rule = isSilent(turn, evidence, now) ? Rule.SILENT : Rule.PROCESS_ALIVE;
        return new Verdict(SessionStatus.WORKING, works(name, turn, evidence, now), rule);
    }

    /// Many that look dead at once say more about the look than about themselves.
    private static Verdict doubted(String name, Turn turn, Evidence evidence, Instant now) {
        return new Verdict(SessionStatus.UNKNOWN, works(name, turn, evidence, now), Rule.NOTHING_PROVEN);
    }

    private static Verdict dead(String name, Evidence evidence) {
        if (evidence.exit() == Presence.MISSING) {
            return new Verdict(
                    SessionStatus.LOST, name + "lost its process, and nobody saw how it ended", Rule.PROCESS_DEAD);
        }
        if (evidence.owner().filter(owner -> owner != Liveness.DEAD).isPresent()) {
            return new Verdict(
                    SessionStatus.WORKING, name + "has ended, which is being recorded", Rule.END_BEING_RECORDED);
        }
        return new Verdict(SessionStatus.UNKNOWN, name + "has ended, and how is not recorded yet", Rule.END_UNRECORDED);
    }

    private static Verdict doubtful(String name, Turn turn, Evidence evidence, Instant now) {
        if (isSilent(turn, evidence, now)) {
            return new Verdict(
                    SessionStatus.UNKNOWN,
                    name + "may run or not: its process cannot be probed, and it is silent for "
                            + Age.text(quietSince(turn, evidence), now),
                    Rule.NOTHING_PROVEN);
        }
        return new Verdict(SessionStatus.WORKING, works(name, turn, evidence, now), Rule.OUTPUT_FRESH);
    }

    private static String works(String name, Turn turn, Evidence evidence, Instant now) {
        String reason = evidence.remark()
                .or(() -> turn.retrying().map(retrying -> "the model is asked again, " + retrying))
                .orElseGet(() -> evidence.lastOutput()
                        .map(at -> "last output " + Age.ago(at, now))
                        .orElse("no output yet"));
        return name + "runs since " + Age.text(turn.startedAt().orElse(turn.createdAt()), now) + "; " + reason;
    }

    private static boolean isSilent(Turn turn, Evidence evidence, Instant now) {
        return Duration.between(quietSince(turn, evidence), now).compareTo(limit(turn, evidence)) > 0;
    }

    private static Instant quietSince(Turn turn, Evidence evidence) {
        return evidence.lastOutput().or(turn::startedAt).orElse(turn.createdAt());
    }

    /// How long it may be silent: until its first output there is a limit of its own.
    static Duration limit(Turn turn, Evidence evidence) {
        return evidence.lastOutput().isPresent()
                ? turn.deadlines().silence()
                : turn.deadlines().firstEvent();
    }

    private static String failure(Turn turn, Instant now) {
        String state = turn.state().name().toLowerCase(Locale.ROOT);
        return state.replace('_', ' ') + " " + end(turn, now) + ", "
                + turn.failureKind().orElse(state)
                + turn.failureMessage().map(message -> ": " + message).orElse("");
    }

    private static String end(Turn turn, Instant now) {
        return turn.endedAt().map(at -> Age.ago(at, now)).orElse("");
    }
}
