package dev.kugetsu.supervisor.audit;

import dev.kugetsu.supervisor.Audit.Difference.Kind;
import dev.kugetsu.supervisor.KugetsuException;
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
import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.Worktrees;
import dev.kugetsu.worktrees.Worktrees.OwnedWorktree;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Compares what lies below the folder of worktrees with the worktrees that should be there.
final class WorktreeFolderCheck implements Check {

    private static final Logger log = LoggerFactory.getLogger(WorktreeFolderCheck.class);

    private final Store store;
    private final KugetsuHome home;
    private final Projects projects;
    private final Worktrees worktrees;

    WorktreeFolderCheck(Store store, KugetsuHome home, Projects projects, Worktrees worktrees) {
        this.store = store;
        this.home = home;
        this.projects = projects;
        this.worktrees = worktrees;
    }

    @Override
    public List<Found> find() {
        List<Found> found = new ArrayList<>();
        for (Path ofProject : Folder.list(home.worktrees())) {
            List<Path> folders = Folder.list(ofProject);
            Optional<Project> project = projects.list().stream()
                    .filter(known -> known.projectId()
                            .value()
                            .equals(ofProject.getFileName().toString()))
                    .findFirst();
            if (project.isEmpty() && Folder.isEmpty(ofProject)) {
                found.add(empty(ofProject));
            }
            found.addAll(findIn(project, folders));
        }
        return found;
    }

    private List<Found> findIn(Optional<Project> project, List<Path> folders) {
        try {
            Set<Path> explained = explained();
            project.ifPresent(known -> explained.addAll(registered(known)));
            return folders.stream()
                    .filter(folder -> !folder.getFileName().toString().startsWith("."))
                    .filter(folder -> !explained.contains(folder))
                    .filter(folder -> Files.exists(folder, LinkOption.NOFOLLOW_LINKS))
                    .map(folder -> Folder.isEmpty(folder) ? empty(folder) : unknown(folder))
                    .toList();
        } catch (KugetsuException e) {
            log.warn("folders of {} are passed over: {}", project, e.getMessage());
            return List.of();
        }
    }

    /// Those that repositories know are compared with sessions elsewhere.
    private Set<Path> registered(Project project) {
        return WorktreeFailures.guard(() -> worktrees.listOwned(projects.repository(project))).stream()
                .map(OwnedWorktree::directory)
                .collect(Collectors.toSet());
    }

    /// Those that live sessions have, are given or are losing just now.
    private Set<Path> explained() {
        return store.read(handle -> handle.attach(WorktreeDao.class).list(store.hostId()).stream()
                .filter(row -> row.state() != SessionWorktree.State.REMOVED)
                .filter(row -> handle.attach(SessionDao.class)
                        .find(row.sessionId())
                        .filter(Session::isLive)
                        .isPresent())
                .map(row -> home.worktrees().resolve(row.path()))
                .collect(Collectors.toSet()));
    }

    private static Found empty(Path folder) {
        return Found.mendable(
                Kind.WORKTREE_FOLDER_UNOWNED,
                folder.toString(),
                Found.NOBODY,
                "no session has this folder, and it is empty",
                "deletes the empty folder",
                () -> Folder.removeEmpty(folder));
    }

    private Found unknown(Path folder) {
        return findRepository(folder)
                .map(repository -> Found.undecided(
                        Kind.WORKTREE_FOLDER_UNOWNED,
                        folder.toString(),
                        Found.NOBODY,
                        "it is a worktree of " + repository.directory() + ", and may hold work, but the database knows"
                                + " no session of it",
                        "put the database back that knew it, if it was moved or replaced; else save what"
                                + " `git status` shows in there, and only then `git worktree remove` it"))
                .orElseGet(() -> Found.undecided(
                        Kind.WORKTREE_FOLDER_UNOWNED,
                        folder.toString(),
                        Found.NOBODY,
                        "no session has this folder, and no repository knows it as a worktree",
                        "look at it, and move it away or delete it"));
    }

    /// Whatever is in the way of finding it leaves the folder to the reader too.
    private Optional<Repository> findRepository(Path folder) {
        try {
            Repository repository = worktrees.find(folder);
            return worktrees.findWorktree(repository, folder).map(found -> repository);
        } catch (WorktreeException e) {
            log.debug("{} is no worktree: {}", folder, e.getMessage());
            return Optional.empty();
        }
    }
}
