package dev.kugetsu.supervisor.overview;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.Explanation.Fact;
import dev.kugetsu.supervisor.overview.Evidence.Presence;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionWorktree;
import dev.kugetsu.supervisor.turn.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Lists the facts behind a status, each with its age and with what says so. Pure.
final class FactSheet {

    private static final String ROW = "row";
    private static final String PROBE = "probe";
    private static final String LIMIT = "limit";

    private final Instant now;
    private final List<Fact> facts = new ArrayList<>();

    private FactSheet(Instant now) {
        this.now = now;
    }

    /// @param folder whether the folder of the worktree is there
    static List<Fact> of(
            Session session,
            Optional<SessionWorktree> worktree,
            Optional<Turn> last,
            Evidence evidence,
            Presence folder,
            Instant now) {
        FactSheet sheet = new FactSheet(now);
        sheet.ofSession(session);
        worktree.ifPresent(row -> sheet.ofWorktree(row, folder));
        last.ifPresent(turn -> sheet.ofTurn(turn, evidence));
        return List.copyOf(sheet.facts);
    }

    private void ofSession(Session session) {
        add("session", session.isLive() ? "live" : "ended", session.endedAt().orElse(session.createdAt()));
        session.endReason().ifPresent(reason -> add("end_reason", reason, session.endedAt()));
        session.operation().ifPresent(operation -> add("operation", word(operation), Optional.empty()));
    }

    private void ofWorktree(SessionWorktree row, Presence folder) {
        add("worktree", word(row.state()), row.removedAt().orElse(row.createdAt()));
        facts.add(new Fact("worktree_folder", word(folder), Optional.of(Duration.ZERO), "folder"));
    }

    private void ofTurn(Turn turn, Evidence evidence) {
        add("turn", turn.turnId() + ", number " + turn.number(), turn.createdAt());
        add("turn_state", word(turn.state()), since(turn));
        if (turn.attempt() > 1) {
            add("attempt", Integer.toString(turn.attempt()), Optional.empty());
        }
        if (turn.notBefore().isAfter(now)) {
            add("not_before", turn.notBefore().toString(), Optional.empty());
        }
        turn.failureKind()
                .ifPresent(kind -> add(
                        "failure",
                        kind + turn.failureMessage().map(text -> ": " + text).orElse(""),
                        turn.endedAt()));
        if (!turn.state().isTerminal()) {
            ofUnfinished(turn, evidence);
        }
    }

    private void ofUnfinished(Turn turn, Evidence evidence) {
        process("owner", turn.owner(), evidence.owner());
        process("process", turn.handle(), evidence.process());
        facts.add(new Fact("exit_file", word(evidence.exit()), Optional.of(Duration.ZERO), "file"));
        if (turn.handle().isPresent()) {
            facts.add(new Fact(
                    "last_output",
                    evidence.lastOutput().map(Instant::toString).orElse("none"),
                    evidence.lastOutput().map(this::age),
                    "file"));
            facts.add(new Fact("silence_limit", Age.text(StatusRule.limit(turn, evidence)), Optional.empty(), LIMIT));
        }
        turn.retrying().ifPresent(retrying -> add("retrying", retrying, turn.lastEventAt()));
    }

    /// A pid alone names no process for long, but a person looks for it.
    private void process(String name, Optional<ProcessIdentity> process, Optional<Liveness> liveness) {
        String value = process.map(identity -> word(liveness.orElse(Liveness.UNKNOWN)) + ", pid " + identity.pid())
                .orElse("none");
        facts.add(new Fact(name, value, process.map(any -> Duration.ZERO), process.isPresent() ? PROBE : ROW));
    }

    private static Optional<Instant> since(Turn turn) {
        return turn.endedAt().or(turn::startedAt).or(() -> Optional.of(turn.createdAt()));
    }

    private void add(String name, String value, Instant since) {
        add(name, value, Optional.of(since));
    }

    private void add(String name, String value, Optional<Instant> since) {
        facts.add(new Fact(name, value, since.map(this::age), ROW));
    }

    /// A clock that was set back makes nothing younger than now.
    private Duration age(Instant since) {
        Duration age = Duration.between(since, now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
