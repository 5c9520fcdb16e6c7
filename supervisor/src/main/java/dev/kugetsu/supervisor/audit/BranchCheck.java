package dev.kugetsu.supervisor.audit;

import dev.kugetsu.supervisor.Audit.Difference.Kind;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.config.BranchTemplate;
import dev.kugetsu.supervisor.config.Flags;
import dev.kugetsu.supervisor.home.KugetsuHome;
import dev.kugetsu.supervisor.project.Project;
import dev.kugetsu.supervisor.project.ProjectSettings;
import dev.kugetsu.supervisor.project.WorktreeFailures;
import dev.kugetsu.supervisor.reservation.ReservedBranches;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.session.SessionDao;
import dev.kugetsu.supervisor.session.SessionWorktree;
import dev.kugetsu.supervisor.session.SessionWorktree.State;
import dev.kugetsu.supervisor.session.WorktreeDao;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.worktrees.BranchName;
import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.Worktrees;
import dev.kugetsu.worktrees.Worktrees.LocalBranch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Compares the branches of sessions with those that the repositories have. A branch with a commit of its own
/// is work, whoever knows of it, and no difference.
final class BranchCheck implements Check {

    private final Store store;
    private final KugetsuHome home;
    private final Repositories repositories;
    private final ProjectSettings settings;
    private final Worktrees worktrees;

    BranchCheck(
            Store store, KugetsuHome home, Repositories repositories, ProjectSettings settings, Worktrees worktrees) {
        this.store = store;
        this.home = home;
        this.repositories = repositories;
        this.settings = settings;
        this.worktrees = worktrees;
    }

    /// A worktree of this project and the session that has or had it.
    private record Had(SessionWorktree row, Session session) {}

    @Override
    public List<Found> find() {
        return repositories.search(this::find);
    }

    private List<Found> find(Project project, Repository repository) throws WorktreeException {
        List<Had> before = list(project);
        List<LocalBranch> branches = worktrees.listBranches(repository);
        List<Had> now = list(project);
        List<Found> found = new ArrayList<>();
        for (Had had : before) {
            if (now.contains(had)) {
                find(had, repository, branches).ifPresent(found::add);
            }
        }
        found.addAll(findUnknown(project, repository, branches, now));
        return found;
    }

    private List<Had> list(Project project) {
        return store.read(handle -> handle.attach(WorktreeDao.class).list(store.hostId()).stream()
                .flatMap(row -> handle
                        .attach(SessionDao.class)
                        .find(row.sessionId())
                        .filter(session -> session.projectId().equals(project.projectId()))
                        .map(session -> new Had(row, session))
                        .stream())
                .toList());
    }

    private Optional<Found> find(Had had, Repository repository, List<LocalBranch> branches) throws WorktreeException {
        Optional<LocalBranch> branch = branches.stream()
                .filter(known -> known.name().equals(had.row().branch()))
                .findFirst();
        if (had.session().isLive()) {
            return had.row().state() == State.READY && branch.isEmpty()
                    ? missing(had, repository, branches)
                    : Optional.empty();
        }
        return branch.filter(known -> had.row().state() == State.REMOVED)
                .filter(known -> known.commitId().equals(had.row().baseCommit()) && !known.isCheckedOut())
                .map(known -> Found.mendable(
                        Kind.BRANCH_UNOWNED,
                        known.name().value(),
                        Found.of(had.row().sessionId()),
                        "session " + had.row().sessionId() + " of "
                                + had.session().label() + " has been ended, and it has no commit of its own",
                        "deletes the branch, if it still has none",
                        () -> delete(repository, known)));
    }

    private void delete(Repository repository, LocalBranch branch) {
        if (!WorktreeFailures.guard(() -> worktrees.deleteBranch(repository, branch.name(), branch.commitId()))) {
            throw new KugetsuException(
                    KugetsuException.Kind.CONFLICT,
                    "branch " + branch.name() + " has moved or is checked out",
                    "see `git worktree list`");
        }
    }

    /// An agent may rename its branch; then the record follows. A worktree that is gone is another difference.
    private Optional<Found> missing(Had had, Repository repository, List<LocalBranch> branches)
            throws WorktreeException {
        var directory = home.worktrees().resolve(had.row().path());
        Optional<Worktrees.OwnedWorktree> worktree = worktrees.listOwned(repository).stream()
                .filter(owned -> owned.directory().equals(directory) && !owned.isFolderMissing())
                .findFirst();
        if (worktree.isEmpty()) {
            return Optional.empty();
        }
        Optional<BranchName> other = worktree.get()
                .branch()
                .filter(name -> branches.stream().anyMatch(known -> known.name().equals(name)));
        String evidence = repository.directory() + " has no such branch; the worktree is on "
                + other.map(BranchName::value).orElse("none that exists");
        String name = had.row().branch().value();
        return Optional.of(
                other.isPresent()
                        ? Found.mendable(
                                Kind.BRANCH_MISSING,
                                name,
                                Found.of(had.row().sessionId()),
                                evidence,
                                "records " + other.get() + " as the branch of the session",
                                () -> record(had, other.get()))
                        : Found.undecided(
                                Kind.BRANCH_MISSING,
                                name,
                                Found.of(had.row().sessionId()),
                                evidence,
                                "make it where you want it: `git -C " + directory + " switch -c " + name + "`"));
    }

    private void record(Had had, BranchName branch) {
        store.write(handle -> {
            handle.attach(WorktreeDao.class).setBranch(had.row().sessionId(), branch);
            return true;
        });
    }

    /// Without a record and without work: perhaps another home's, perhaps what an accident has left.
    private List<Found> findUnknown(Project project, Repository repository, List<LocalBranch> branches, List<Had> had)
            throws WorktreeException {
        Set<BranchName> reserved = store.read(handle -> ReservedBranches.of(handle, project.projectId()));
        List<LocalBranch> unknown = branches.stream()
                .filter(branch -> !branch.isCheckedOut())
                .filter(branch ->
                        had.stream().noneMatch(known -> known.row().branch().equals(branch.name())))
                .filter(branch -> !reserved.contains(branch.name()))
                .toList();
        if (unknown.isEmpty()) {
            return List.of();
        }
        BranchTemplate template = template(repository);
        List<Found> found = new ArrayList<>();
        for (LocalBranch branch : unknown) {
            if (template.mayHaveMade(branch.name()) && isWithoutWork(repository, branch)) {
                found.add(Found.undecided(
                        Kind.BRANCH_UNOWNED,
                        branch.name().value(),
                        Found.NOBODY,
                        "no session is known here that it was made for, and it has no commit of its own",
                        "if no other home of yours needs it: `git -C " + repository.directory() + " branch -D "
                                + branch.name() + "`"));
            }
        }
        return found;
    }

    private BranchTemplate template(Repository repository) {
        String commit = settings.baseCommit(repository, Flags.NONE).commitId();
        return settings.of(repository, commit, Flags.NONE).settings().branch();
    }

    private boolean isWithoutWork(Repository repository, LocalBranch branch) throws WorktreeException {
        return worktrees
                .resolveBase(repository, Optional.of(branch.name().ref()))
                .lag()
                .filter(lag -> lag.ahead() == 0)
                .isPresent();
    }
}
