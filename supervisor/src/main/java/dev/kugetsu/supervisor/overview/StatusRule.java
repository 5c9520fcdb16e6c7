package dev.kugetsu.supervisor.overview;

import dev.kugetsu.supervisor.SessionStatus;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionWorktree;
import dev.kugetsu.supervisor.turn.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Derives what a session is doing from stored facts, and says from which. Pure.
final class StatusRule {

    /// A status and the facts behind it.
    record Verdict(SessionStatus status, String reason) {}

    private StatusRule() {}

    /// @param remark what only a look at all turns together tells of this one, such as why it waits
    static Verdict judge(
            Session session,
            Optional<SessionWorktree> worktree,
            Optional<Turn> last,
            Optional<String> remark,
            Instant now) {
        if (session.endedAt().isPresent()) {
            return new Verdict(
                    SessionStatus.ENDED,
                    session.endReason().orElse("ended") + ", "
                            + ago(session.endedAt().get(), now));
        }
        Verdict verdict = last.map(turn -> judge(turn, worktree, remark, now))
                .orElseGet(() -> new Verdict(SessionStatus.IDLE, "it has had no turn"));
        return session.operation()
                .map(operation -> new Verdict(verdict.status(), under(operation) + "; " + verdict.reason()))
                .orElse(verdict);
    }

    private static String under(Session.Operation operation) {
        return switch (operation) {
            case ENDING -> "it is being ended";
            case REVIVING -> "it is being brought back";
        };
    }

    private static Verdict judge(Turn turn, Optional<SessionWorktree> worktree, Optional<String> remark, Instant now) {
        String name = "turn " + turn.number() + " ";
        return switch (turn.state()) {
            case QUEUED -> new Verdict(SessionStatus.QUEUED, name + waiting(turn, remark, now));
            case STARTING -> new Verdict(SessionStatus.STARTING, name + making(worktree));
            case RUNNING -> working(name, turn, remark, now);
            case STOPPING -> new Verdict(SessionStatus.WORKING, name + "is being stopped");
            case SUCCEEDED -> new Verdict(SessionStatus.IDLE, name + "succeeded " + end(turn, now));
            case STOPPED -> new Verdict(SessionStatus.IDLE, name + "was stopped " + end(turn, now));
            case BLOCKED -> new Verdict(SessionStatus.BLOCKED, name + failure(turn, now));
            case FAILED, TIMED_OUT -> new Verdict(SessionStatus.FAILED, name + failure(turn, now));
            case LOST -> new Verdict(SessionStatus.LOST, name + failure(turn, now));
        };
    }

    private static String waiting(Turn turn, Optional<String> remark, Instant now) {
        String since = "waits for a slot since " + age(turn.createdAt(), now);
        return remark.map(why -> since + ", " + why).orElse(since);
    }

    private static Verdict working(String name, Turn turn, Optional<String> remark, Instant now) {
        String reason = remark.or(() -> turn.retrying().map(retrying -> "the model is asked again, " + retrying))
                .orElseGet(() -> turn.lastEventAt()
                        .map(at -> "last output " + ago(at, now))
                        .orElse("no output yet"));
        return new Verdict(
                SessionStatus.WORKING,
                name + "runs since " + age(turn.startedAt().orElse(turn.createdAt()), now) + "; " + reason);
    }

    private static String making(Optional<SessionWorktree> worktree) {
        return worktree.filter(row -> row.state() == SessionWorktree.State.CREATING)
                .map(row -> "makes its worktree")
                .orElse("is being launched");
    }

    private static String failure(Turn turn, Instant now) {
        String kind = turn.failureKind().orElse(turn.state().name().toLowerCase(Locale.ROOT));
        return turn.state().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + end(turn, now) + ", " + kind
                + turn.failureMessage().map(message -> ": " + message).orElse("");
    }

    private static String end(Turn turn, Instant now) {
        return turn.endedAt().map(at -> ago(at, now)).orElse("");
    }

    private static String ago(Instant then, Instant now) {
        return age(then, now) + " ago";
    }

    /// One number is enough to see how fresh a fact is: `12s`, `5m`, `3h`, `2d`.
    private static String age(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        if (age.isNegative() || age.toSeconds() < 120) {
            return Math.max(0, age.toSeconds()) + "s";
        }
        if (age.toMinutes() < 120) {
            return age.toMinutes() + "m";
        }
        return age.toHours() < 48 ? age.toHours() + "h" : age.toDays() + "d";
    }
}
