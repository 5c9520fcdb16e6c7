package dev.kugetsu.supervisor.cleanup;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.project.WorktreeFailures;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionDao;
import dev.kugetsu.supervisor.session.SessionWorktree;
import dev.kugetsu.supervisor.session.WorktreeDao;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.worktrees.BaseCommit;
import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.Worktrees;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds branches of ended sessions all of whose commits are in the remote's default branch, as it was last
/// fetched. A branch with a commit of its own is work, and stays. Thread-safe.
final class MergedBranches {

    private static final Logger log = LoggerFactory.getLogger(MergedBranches.class);

    private final Store store;
    private final Projects projects;
    private final Worktrees worktrees;

    MergedBranches(Store store, Projects projects, Worktrees worktrees) {
        this.store = store;
        this.projects = projects;
        this.worktrees = worktrees;
    }

    List<Prunable> find() {
        List<Prunable> found = new ArrayList<>();
        for (SessionWorktree row :
                store.read(handle -> handle.attach(WorktreeDao.class).list(store.hostId()))) {
            try {
                findEnded(row).flatMap(session -> find(session, row)).ifPresent(found::add);
            } catch (KugetsuException e) {
                log.warn("branch {} is passed over: {}", row.branch(), e.getMessage());
            }
        }
        return found;
    }

    private Optional<Session> findEnded(SessionWorktree row) {
        if (row.state() != SessionWorktree.State.REMOVED) {
            return Optional.empty();
        }
        return store.read(handle -> handle.attach(SessionDao.class).find(row.sessionId()))
                .filter(session -> !session.isLive());
    }

    private Optional<Prunable> find(Session session, SessionWorktree row) {
        Repository repository = projects.repository(projects.get(session.projectId()));
        Optional<BaseCommit> tip = tip(repository, row);
        return tip.flatMap(BaseCommit::lag)
                .filter(lag -> lag.ahead() == 0)
                .map(lag -> Prunable.of(
                        "branch",
                        row.branch().value(),
                        session.label() + " was ended, and " + lag.upstream() + " has all of its commits",
                        () -> delete(repository, row, tip.get())));
    }

    private Optional<BaseCommit> tip(Repository repository, SessionWorktree row) {
        try {
            return Optional.of(
                    worktrees.resolveBase(repository, Optional.of(row.branch().ref())));
        } catch (WorktreeException e) {
            if (e.kind() == WorktreeException.Kind.UNKNOWN_REVISION) {
                return Optional.empty();
            }
            throw WorktreeFailures.translate(e);
        }
    }

    private void delete(Repository repository, SessionWorktree row, BaseCommit tip) {
        boolean isGone = WorktreeFailures.guard(() -> worktrees.deleteBranch(repository, row.branch(), tip.commitId()));
        if (!isGone) {
            throw new KugetsuException(
                    KugetsuException.Kind.CONFLICT,
                    "branch " + row.branch() + " has moved or is checked out",
                    "see `git worktree list`");
        }
    }
}
