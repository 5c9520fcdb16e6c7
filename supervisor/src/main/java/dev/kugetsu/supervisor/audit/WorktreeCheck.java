package dev.kugetsu.supervisor.audit;

import dev.kugetsu.supervisor.Audit.Difference.Kind;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.project.Project;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionDao;
import dev.kugetsu.supervisor.session.SessionWorktree;
import dev.kugetsu.supervisor.session.SessionWorktree.State;
import dev.kugetsu.supervisor.session.WorktreeDao;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.Worktrees;
import dev.kugetsu.worktrees.Worktrees.OwnedWorktree;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Compares the worktrees that sessions should have with the records of their repositories.
final class WorktreeCheck implements Check {

    private final Store store;
    private final KugetsuHome home;
    private final Repositories repositories;
    private final Worktrees worktrees;
    private final Clock clock;

    WorktreeCheck(Store store, KugetsuHome home, Repositories repositories, Worktrees worktrees, Clock clock) {
        this.store = store;
        this.home = home;
        this.repositories = repositories;
        this.worktrees = worktrees;
        this.clock = clock;
    }

    @Override
    public List<Found> find() {
        List<SessionWorktree> rows =
                store.read(handle -> handle.attach(WorktreeDao.class).list(store.hostId()));
        return repositories.search((project, repository) -> find(project, repository, rows));
    }

    private List<Found> find(Project project, Repository repository, List<SessionWorktree> rows)
            throws WorktreeException {
        List<OwnedWorktree> owned = worktrees.listOwned(repository);
        List<Found> found = new ArrayList<>();
        for (SessionWorktree row : rows) {
            Optional<Session> session = session(row)
                    .filter(known -> known.projectId().equals(project.projectId()))
                    .filter(known -> isUnchanged(row));
            if (session.isEmpty()) {
                continue;
            }
            Path directory = home.worktrees().resolve(row.path());
            boolean isRegistered = owned.stream()
                    .anyMatch(known -> known.directory().equals(directory)
                            && known.owner().equals(row.sessionId().value()));
            boolean isGone = Files.notExists(directory, LinkOption.NOFOLLOW_LINKS);
            if (session.get().isLive() && row.state() == State.READY && !isRegistered && !isGone) {
                found.add(unregistered(row, directory, repository));
            }
            if (!session.get().isLive() && row.state() != State.REMOVED && !isRegistered && isGone) {
                found.add(stale(row, session.get()));
            }
        }
        return found;
    }

    private Optional<Session> session(SessionWorktree row) {
        return store.read(handle -> handle.attach(SessionDao.class).find(row.sessionId()));
    }

    /// Whether it says the same as before we looked.
    private boolean isUnchanged(SessionWorktree row) {
        return store.read(handle -> handle.attach(WorktreeDao.class).find(row.sessionId()))
                .equals(Optional.of(row));
    }

    private static Found unregistered(SessionWorktree row, Path directory, Repository repository) {
        return Found.undecided(
                Kind.WORKTREE_UNREGISTERED,
                directory.toString(),
                Found.of(row.sessionId()),
                repository.directory() + " has no record of it as a worktree of ours",
                "save what you need of it, move it away, and end the session with `kugetsu destroy " + row.sessionId()
                        + "`; its branch is " + row.branch());
    }

    private Found stale(SessionWorktree row, Session session) {
        return Found.mendable(
                Kind.WORKTREE_RECORD_STALE,
                row.path(),
                Found.of(row.sessionId()),
                "session " + row.sessionId() + " of " + session.label()
                        + " has been ended, and neither folder nor registration is left",
                "records that it is removed",
                () -> store.write(handle ->
                        handle.attach(WorktreeDao.class).become(row.sessionId(), State.REMOVED, clock.instant())));
    }
}
