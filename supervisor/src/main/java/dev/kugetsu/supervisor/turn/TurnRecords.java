package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.Harness;
import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.harness.HarnessCatalog;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.project.Project;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionDao;
import dev.kugetsu.supervisor.session.SessionWorktree;
import dev.kugetsu.supervisor.session.WorktreeDao;
import dev.kugetsu.supervisor.store.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads and claims turns. Thread-safe.
public final class TurnRecords {

    private static final Logger log = LoggerFactory.getLogger(TurnRecords.class);

    private final Store store;
    private final KugetsuHome home;
    private final Projects projects;
    private final HarnessCatalog harnesses;

    /// Turns that this process is to let go of, with the fence under which it has them.
    private final Map<TurnId, Long> owed = new ConcurrentHashMap<>();

    public TurnRecords(Store store, KugetsuHome home, Projects projects, HarnessCatalog harnesses) {
        this.store = store;
        this.home = home;
        this.projects = projects;
        this.harnesses = harnesses;
    }

    public Turn get(TurnId turn) {
        return store.read(handle -> handle.attach(TurnDao.class).find(turn).orElseThrow());
    }

    public List<Turn> listNotEnded() {
        return store.read(handle -> handle.attach(TurnDao.class).listNotEnded(store.hostId()));
    }

    /// Turns of a session that have not ended, the last one first.
    List<Turn> listNotEnded(SessionId session) {
        return store.read(handle -> handle.attach(TurnDao.class).listNotEnded(session));
    }

    /// Turns that run, or are to end, and that nobody looks after.
    public List<Turn> listLeft() {
        return store.read(handle -> handle.attach(TurnDao.class).listLeft(store.hostId()));
    }

    public TurnContext context(TurnId turn) {
        return context(get(turn));
    }

    /// Reads what belongs to a turn.
    public TurnContext context(Turn turn) {
        Session session = store.read(
                handle -> handle.attach(SessionDao.class).find(turn.sessionId()).orElseThrow());
        Optional<SessionWorktree> worktree =
                store.read(handle -> handle.attach(WorktreeDao.class).find(turn.sessionId()));
        Project project = projects.get(session.projectId());
        Harness harness = harnesses.recall(session.harness());
        Path directory =
                worktree.map(row -> home.worktrees().resolve(row.path())).orElseGet(project::path);
        return new TurnContext(
                turn, session, project, harness, worktree, directory, home.turn(turn.turnId(), turn.attempt()));
    }

    /// Makes a process the owner of a turn that nobody looks after; empty when somebody else has been quicker.
    public Optional<Turn> takeOver(Turn turn, ProcessIdentity owner) {
        boolean isOurs =
                store.write(handle -> handle.attach(TurnDao.class).takeOver(turn.turnId(), turn.fence(), owner));
        return isOurs ? Optional.of(get(turn.turnId())) : Optional.empty();
    }

    /// Leaves a turn to itself: whoever comes next may look after it. When that cannot be written now, it is owed:
    /// see {@link #letGoOwed}.
    public void letGo(Turn turn) {
        owed.put(turn.turnId(), turn.fence());
        letGo(turn.turnId(), turn.fence());
    }

    /// Tries again to leave those turns to themselves that this process could not let go of, as on a full disk:
    /// nobody takes a turn from a process that lives. Whatever fails again is owed until the next time.
    public void letGoOwed() {
        try {
            owed.forEach(this::letGo);
        } catch (RuntimeException e) {
            log.warn("turns that nobody here looks after cannot be let go of now: {}", e.toString());
        }
    }

    private void letGo(TurnId turn, long fence) {
        store.write(handle -> handle.attach(TurnDao.class).letGo(turn, fence));
        owed.remove(turn, fence);
    }

    /// Moves a turn on; `false` when it was not in that state any more.
    boolean become(Turn turn, TurnState from, TurnState to) {
        if (!from.canBecome(to)) {
            throw new IllegalArgumentException("a turn cannot become " + to + " from " + from);
        }
        return store.write(handle -> handle.attach(TurnDao.class).become(turn.turnId(), from, to));
    }
}
