package dev.kugetsu.supervisor.cleanup;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.config.Settings;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.project.Project;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.project.WorktreeFailures;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionDao;
import dev.kugetsu.supervisor.session.SessionWorktree;
import dev.kugetsu.supervisor.session.WorktreeDao;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.Worktrees;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds what ended sessions have left in repositories: worktrees without a session, saved work past its time.
/// Looks only at what lies in this home: another home may use the same repository. Thread-safe.
final class OrphanWorktrees {

    private static final Logger log = LoggerFactory.getLogger(OrphanWorktrees.class);

    private final Store store;
    private final KugetsuHome home;
    private final Projects projects;
    private final Worktrees worktrees;
    private final Clock clock;

    OrphanWorktrees(Store store, KugetsuHome home, Projects projects, Worktrees worktrees, Clock clock) {
        this.store = store;
        this.home = home;
        this.projects = projects;
        this.worktrees = worktrees;
        this.clock = clock;
    }

    List<Prunable> find(Settings.Retention retention) {
        return findInRepositories(
                repository -> Stream.of(worktreesWithoutSession(repository), expired(repository, retention))
                        .flatMap(List::stream)
                        .toList());
    }

    /// Worktrees in this home that no live session has.
    List<Prunable> findWithoutSession() {
        return findInRepositories(this::worktreesWithoutSession);
    }

    private List<Prunable> findInRepositories(Function<Repository, List<Prunable>> search) {
        List<Prunable> found = new ArrayList<>();
        for (Project project : projects.list()) {
            try {
                found.addAll(search.apply(projects.repository(project)));
            } catch (KugetsuException e) {
                // A repository that cannot be read now is a doubtful reading: nothing of it is touched.
                log.warn("project {} is passed over: {}", project.projectId(), e.getMessage());
            }
        }
        return found;
    }

    private List<Prunable> worktreesWithoutSession(Repository repository) {
        return WorktreeFailures.guard(() -> worktrees.listOwned(repository)).stream()
                .filter(owned -> owned.directory().startsWith(home.worktrees()))
                .flatMap(owned -> reason(new SessionId(owned.owner()))
                        .map(reason -> Prunable.holding(
                                        "worktree",
                                        owned.directory().toString(),
                                        reason,
                                        () -> remove(repository, owned))
                                .ownedBy(new SessionId(owned.owner())))
                        .stream())
                .toList();
    }

    /// A half-made worktree has nothing to save; then what an earlier removal has saved still counts.
    private Optional<String> remove(Repository repository, Worktrees.OwnedWorktree owned) {
        SessionId session = new SessionId(owned.owner());
        Optional<String> saved = WorktreeFailures.guard(
                        () -> worktrees.remove(repository, owned.directory(), owned.owner()))
                .preserved()
                .map(Worktrees.Preserved::ref);
        store.write(handle -> {
            WorktreeDao rows = handle.attach(WorktreeDao.class);
            return saved.isPresent()
                    ? rows.recordRemoval(session, saved, clock.instant())
                    : rows.become(session, SessionWorktree.State.REMOVED, clock.instant());
        });
        return saved;
    }

    /// What a session that was ended has left by its own rows is found by [EndedWorktrees]; here it is what
    /// should not be there at all.
    private Optional<String> reason(SessionId owner) {
        return store.read(handle -> {
            Optional<Session> session = handle.attach(SessionDao.class).find(owner);
            if (session.isEmpty()) {
                return Optional.of("there is no session " + owner);
            }
            boolean shouldBeGone = handle.attach(WorktreeDao.class)
                    .find(owner)
                    .filter(EndedWorktrees::isKept)
                    .isEmpty();
            return session.filter(known -> !known.isLive() && known.operation().isEmpty() && shouldBeGone)
                    .map(known -> "session " + owner + " of " + known.label() + " has been ended");
        });
    }

    private List<Prunable> expired(Repository repository, Settings.Retention retention) {
        Instant oldest = clock.instant().minus(retention.preservedAge());
        List<Prunable> found = new ArrayList<>();
        int kept = 0;
        for (Worktrees.Preserved preserved :
                WorktreeFailures.guard(() -> worktrees.listPreserved(repository, Optional.empty()))) {
            if (!isOfThisHome(preserved)) {
                continue;
            }
            boolean isTooOld = preserved.savedAt().isBefore(oldest);
            boolean isTooMany = kept >= retention.preservedCount();
            if (isTooOld || isTooMany) {
                String reason = isTooOld
                        ? "saved at " + preserved.savedAt() + ", before " + oldest
                        : "more than " + retention.preservedCount() + " saved states are newer";
                found.add(Prunable.of("preserved", preserved.ref(), reason, () -> forget(repository, preserved)));
            } else {
                kept++;
            }
        }
        return found;
    }

    /// The reference first: a record that still names it is found, work that no record names would not be.
    private void forget(Repository repository, Worktrees.Preserved preserved) {
        WorktreeFailures.guard(() -> {
            worktrees.deletePreserved(repository, preserved);
            return true;
        });
        store.write(handle -> handle.attach(WorktreeDao.class).forgetPreserved(preserved.ref()));
    }

    private boolean isOfThisHome(Worktrees.Preserved preserved) {
        return store.read(handle -> handle.attach(SessionDao.class).find(new SessionId(preserved.owner())))
                .isPresent();
    }
}
