package dev.kugetsu.supervisor.overview;

import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.supervisor.IssueRef;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.SessionName;
import dev.kugetsu.supervisor.SessionView;
import dev.kugetsu.supervisor.TurnView;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.overview.Evidence.Presence;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionWorktree;
import dev.kugetsu.supervisor.turn.Turn;
import dev.kugetsu.supervisor.turn.TurnReports;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Puts together what is shown of sessions and turns. Thread-safe.
final class SessionViews {

    private final KugetsuHome home;

    SessionViews(KugetsuHome home) {
        this.home = home;
    }

    SessionView of(
            Session session, Optional<SessionWorktree> worktree, Optional<Turn> last, StatusRule.Verdict verdict) {
        return new SessionView(
                session.issueRef().map(IssueRef::toString),
                session.sessionId().value(),
                session.name().map(SessionName::value),
                session.role(),
                session.parentId().map(SessionId::value),
                session.projectId().value(),
                session.harness(),
                session.harnessSessionId().filter(HarnessSessionId::isGiven).map(HarnessSessionId::value),
                verdict.status(),
                missing(session, worktree).map(missing -> missing + "; ").orElse("") + verdict.reason(),
                worktree.map(row -> row.branch().value()),
                worktree.map(row -> directory(row).toString()),
                last.map(Turn::number).orElse(0),
                session.createdAt(),
                lastActivity(session, last),
                last.map(this::of));
    }

    /// Somebody may have deleted the worktree by hand.
    private Optional<String> missing(Session session, Optional<SessionWorktree> worktree) {
        return worktree.filter(row -> session.isLive() && row.state() == SessionWorktree.State.READY)
                .filter(row -> Witness.presence(directory(row)) == Presence.MISSING)
                .map(row -> "its worktree was deleted: `kugetsu destroy " + session.sessionId()
                        + "` and then `kugetsu undo " + session.sessionId() + "` make it anew");
    }

    Path directory(SessionWorktree row) {
        return home.worktrees().resolve(row.path());
    }

    TurnView of(Turn turn) {
        return TurnReports.view(
                turn, home.turn(turn.turnId(), turn.attempt()).path().toString());
    }

    private static Instant lastActivity(Session session, Optional<Turn> last) {
        Stream<Instant> ofTurn = last.stream()
                .flatMap(turn -> Stream.of(
                                Optional.of(turn.createdAt()), turn.startedAt(), turn.lastEventAt(), turn.endedAt())
                        .flatMap(Optional::stream));
        return Stream.of(Stream.of(session.createdAt()), session.endedAt().stream(), ofTurn)
                .flatMap(Function.identity())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
