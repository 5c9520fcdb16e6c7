package dev.kugetsu.supervisor.overview;

import dev.kugetsu.adapters.PermissionRule;
import dev.kugetsu.adapters.Processes;
import dev.kugetsu.supervisor.Explanation;
import dev.kugetsu.supervisor.SessionDetail;
import dev.kugetsu.supervisor.SessionRef;
import dev.kugetsu.supervisor.SessionView;
import dev.kugetsu.supervisor.Sessions;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.capacity.QueueReading;
import dev.kugetsu.supervisor.capacity.QueueState;
import dev.kugetsu.supervisor.capacity.QueueStateDao;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.overview.Evidence.Presence;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionDao;
import dev.kugetsu.supervisor.session.SessionWorktree;
import dev.kugetsu.supervisor.session.WorktreeDao;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.supervisor.turn.References;
import dev.kugetsu.supervisor.turn.Turn;
import dev.kugetsu.supervisor.turn.TurnDao;
import dev.kugetsu.supervisor.turn.TurnReports;
import dev.kugetsu.supervisor.turn.TurnState;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Lists sessions and tells of one; reads only. Thread-safe.
public final class SessionOverview {

    private final Store store;
    private final References references;
    private final QueueReading queue;
    private final Witness witness;
    private final SessionViews views;
    private final Clock clock;

    public SessionOverview(
            Store store,
            KugetsuHome home,
            References references,
            QueueReading queue,
            Processes processes,
            Clock clock) {
        this.store = store;
        this.views = new SessionViews(home);
        this.references = references;
        this.queue = queue;
        this.witness = new Witness(home, processes);
        this.clock = clock;
    }

    /// Lists sessions, the newest activity first.
    public List<SessionView> list(Sessions.Filter filter) {
        return store.read(handle -> views(handle, filter)).stream()
                .filter(view -> filter.project().stream().allMatch(view.project()::equals))
                .filter(view -> filter.role().stream().allMatch(role -> view.role() == role))
                .filter(view -> filter.parent().stream()
                        .allMatch(parent -> view.parentId().equals(Optional.of(parent.value()))))
                .filter(view -> filter.status().stream().allMatch(status -> view.status() == status))
                .sorted(Comparator.comparing(SessionView::lastActivityAt).reversed())
                .toList();
    }

    private List<SessionView> views(Handle handle, Sessions.Filter filter) {
        SessionDao dao = handle.attach(SessionDao.class);
        List<Session> sessions = switch (filter.scope()) {
            case LIVE -> dao.listLive(store.hostId());
            case ALL -> dao.listAll(store.hostId());
        };
        Map<String, SessionWorktree> worktrees = handle.attach(WorktreeDao.class).list(store.hostId()).stream()
                .collect(Collectors.toMap(row -> row.sessionId().value(), Function.identity()));
        Map<String, Turn> last = handle.attach(TurnDao.class).listCurrent(store.hostId()).stream()
                .collect(Collectors.toMap(turn -> turn.sessionId().value(), Function.identity()));
        Map<TurnId, String> remarks = remarks(handle, last.values());
        Instant now = clock.instant();
        return sessions.stream()
                .map(session -> view(
                        session,
                        Optional.ofNullable(worktrees.get(session.sessionId().value())),
                        Optional.ofNullable(last.get(session.sessionId().value())),
                        remarks,
                        now))
                .toList();
    }

    /// What only a look at all turns together tells: why a turn waits, and which look dead with many others.
    private Map<TurnId, String> remarks(Handle handle, Collection<Turn> turns) {
        Map<TurnId, String> remarks = new HashMap<>();
        if (turns.stream().anyMatch(turn -> turn.state() == TurnState.QUEUED)) {
            queue.read(handle).verdicts().stream()
                    .filter(verdict -> !verdict.isGranted())
                    .forEach(verdict -> remarks.put(verdict.turnId(), verdict.line()));
        }
        QueueState state = handle.attach(QueueStateDao.class).get(store.hostId());
        turns.stream()
                .map(Turn::turnId)
                .filter(state::doubts)
                .forEach(turn -> remarks.put(turn, "it looks dead, but so do many others: nobody believes it yet"));
        return remarks;
    }

    /// Tells everything about one session.
    public SessionDetail get(SessionRef ref) {
        Session session = references.get(ref);
        return store.read(handle -> {
            Optional<SessionWorktree> worktree =
                    handle.attach(WorktreeDao.class).find(session.sessionId());
            List<Turn> turns = handle.attach(TurnDao.class).listOf(session.sessionId());
            Optional<Turn> current = handle.attach(TurnDao.class).findCurrent(session.sessionId());
            return new SessionDetail(
                    view(session, worktree, current, remarks(handle, turns), clock.instant()),
                    worktree.map(row -> row.baseName() + "@" + row.baseCommit()),
                    session.baseId(),
                    session.model(),
                    session.permissions().rules().stream()
                            .map(PermissionRule::toString)
                            .toList(),
                    total(turns),
                    turns.stream().map(views::of).toList());
        });
    }

    /// Tells why the status of one session is what it is.
    public Explanation explain(SessionRef ref) {
        Session session = references.get(ref);
        Optional<SessionWorktree> worktree =
                store.read(handle -> handle.attach(WorktreeDao.class).find(session.sessionId()));
        Optional<Turn> last = references.findCurrentTurn(session);
        Evidence evidence =
                look(last, store.read(handle -> remarks(handle, last.stream().toList())));
        Instant now = clock.instant();
        StatusRule.Verdict verdict = StatusRule.judge(session, worktree, last, evidence, now);
        Presence folder =
                worktree.map(row -> Witness.presence(views.directory(row))).orElse(Presence.MISSING);
        return new Explanation(
                views.of(session, worktree, last, verdict),
                verdict.rule().toString(),
                verdict.rule().meaning(),
                FactSheet.of(session, worktree, last, evidence, folder, now));
    }

    private Evidence look(Optional<Turn> last, Map<TurnId, String> remarks) {
        return last.map(turn -> witness.look(turn, Optional.ofNullable(remarks.get(turn.turnId()))))
                .orElse(Evidence.NONE);
    }

    private SessionView view(
            Session session,
            Optional<SessionWorktree> worktree,
            Optional<Turn> last,
            Map<TurnId, String> remarks,
            Instant now) {
        return views.of(session, worktree, last, StatusRule.judge(session, worktree, last, look(last, remarks), now));
    }

    private static TurnReport.UsageView total(List<Turn> turns) {
        return new TurnReport.UsageView(
                turns.stream().mapToLong(Turn::inputTokens).sum(),
                turns.stream().mapToLong(Turn::outputTokens).sum(),
                TurnReports.usd(turns.stream().mapToLong(Turn::costNanoUsd).sum()));
    }
}
