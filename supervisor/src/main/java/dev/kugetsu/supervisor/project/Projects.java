package dev.kugetsu.supervisor.project;

import dev.kugetsu.supervisor.IssueRef;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.RemoteKey;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.Worktrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Finds the project that is meant: by its id, by a folder, by an issue. Thread-safe.
public final class Projects {

    private final Store store;
    private final Worktrees worktrees;

    public Projects(Store store, Worktrees worktrees) {
        this.store = store;
        this.worktrees = worktrees;
    }

    /// The repository that a folder belongs to.
    public Repository repository(Path directory) {
        return WorktreeFailures.guard(() -> worktrees.find(directory));
    }

    /// The repository of a project.
    ///
    /// @throws KugetsuException `UNAVAILABLE` when it is not in its folder, also if that lies in another one
    public Repository repository(Project project) {
        Repository found = repository(project.path());
        if (!isIn(project.path(), found)) {
            throw new KugetsuException(
                    KugetsuException.Kind.UNAVAILABLE,
                    "the repository of project '" + project.projectId() + "' is gone from " + project.directory()
                            + ", which lies in " + found.directory() + " now",
                    "put it back, or work in another project: `kugetsu project ls` shows them");
        }
        return found;
    }

    /// A folder that was replaced by a link to another place still leads to it.
    private static boolean isIn(Path directory, Repository repository) {
        try {
            return repository.directory().equals(directory) || Files.isSameFile(repository.directory(), directory);
        } catch (IOException e) {
            return false;
        }
    }

    /// The project of that name, removed or not.
    ///
    /// @throws KugetsuException `NOT_FOUND` with the names that are known
    public Project get(ProjectId id) {
        return store.read(handle -> handle.attach(ProjectDao.class).find(store.hostId(), id))
                .orElseThrow(() -> new KugetsuException(
                        KugetsuException.Kind.NOT_FOUND,
                        "there is no project '" + id + "' on this machine; " + known(),
                        "run `kugetsu init` in its clone"));
    }

    private String known() {
        List<String> names =
                list().stream().map(project -> project.projectId().value()).toList();
        return names.isEmpty() ? "none is known yet" : "known are " + String.join(", ", names);
    }

    /// A project that may be worked in.
    ///
    /// @throws KugetsuException `NOT_FOUND` also when it was removed
    public Project getActive(ProjectId id) {
        Project project = get(id);
        if (!project.isActive()) {
            throw new KugetsuException(
                    KugetsuException.Kind.NOT_FOUND,
                    "project '" + id + "' was removed at "
                            + project.archivedAt().orElseThrow(),
                    "add it again with `kugetsu project add --path " + project.directory() + "`");
        }
        return project;
    }

    /// All that have a repository on this machine, those that were removed too: their saved work is still
    /// looked after.
    public List<Project> list() {
        return store.read(handle -> handle.attach(ProjectDao.class).list(store.hostId()));
    }

    /// The registered project that a folder belongs to.
    ///
    /// @throws KugetsuException `UNAVAILABLE` when the folder is in no repository or that one is not registered
    public Project at(Path directory) {
        Repository repository = repository(directory);
        return find(repository)
                .orElseThrow(() -> new KugetsuException(
                        KugetsuException.Kind.UNAVAILABLE,
                        "the repository " + repository.directory() + " is not registered",
                        "run `kugetsu init` in it"));
    }

    /// The project of a repository, unless it was removed.
    public Optional<Project> find(Repository repository) {
        return store.read(handle -> handle.attach(ProjectDao.class)
                        .findByDirectory(store.hostId(), repository.directory().toString()))
                .filter(Project::isActive);
    }

    /// The registered project that a folder belongs to, if any.
    public Optional<Project> findAt(Path directory) {
        return here(directory).flatMap(this::find);
    }

    /// The project in which an issue is worked on: the clone we stand in if its remote is the issue's, else the
    /// registered one whose remote is, else the clone we stand in.
    ///
    /// @throws KugetsuException `UNAVAILABLE` when there is none, `CONFLICT` when several have that remote
    public Project forIssue(IssueRef issue, Path directory) {
        Optional<Project> here = findAt(directory);
        String remote = issue.repository().toString();
        if (here.isPresent()
                && here.get().remote().filter(remote::equalsIgnoreCase).isPresent()) {
            return here.get();
        }
        List<Project> matching =
                store.read(handle -> handle.attach(ProjectDao.class).listByRemote(store.hostId(), remote));
        if (matching.size() > 1) {
            throw new KugetsuException(
                    KugetsuException.Kind.CONFLICT,
                    remote + " has several clones here: "
                            + String.join(
                                    ", ",
                                    matching.stream().map(Project::directory).toList()),
                    "run the command in the one that you mean");
        }
        return matching.stream()
                .findFirst()
                .or(() -> here)
                .orElseThrow(() -> new KugetsuException(
                        KugetsuException.Kind.UNAVAILABLE,
                        "no registered project works on " + remote,
                        "run `kugetsu init` in a clone of it"));
    }

    /// What completes a short reference such as `#7` in a folder.
    public Optional<RemoteKey> remoteAt(Path directory) {
        return here(directory).flatMap(Projects::remoteKey);
    }

    private Optional<Repository> here(Path directory) {
        try {
            return Optional.of(worktrees.find(directory));
        } catch (WorktreeException e) {
            if (e.kind() == WorktreeException.Kind.NOT_A_REPOSITORY || e.kind() == WorktreeException.Kind.BARE) {
                return Optional.empty();
            }
            throw WorktreeFailures.translate(e);
        }
    }

    static Optional<RemoteKey> remoteKey(Repository repository) {
        return repository.originUrl().flatMap(RemoteKey::fromUrl);
    }
}
