package dev.kugetsu.supervisor.project;

import dev.kugetsu.supervisor.IssueRef;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.RemoteKey;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.Worktrees;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds and registers projects. Thread-safe.
public final class Projects {

    private final Store store;
    private final Worktrees worktrees;
    private final Clock clock;

    public Projects(Store store, Worktrees worktrees, Clock clock) {
        this.store = store;
        this.worktrees = worktrees;
        this.clock = clock;
    }

    /// The repository that a folder belongs to.
    public Repository repository(Path directory) {
        return WorktreeFailures.guard(() -> worktrees.find(directory));
    }

    /// The repository of a project.
    public Repository repository(Project project) {
        return repository(project.path());
    }

    /// Registers a repository, or finds it registered; its remote is brought up to date.
    public Project register(Repository repository) {
        Optional<String> remote = remoteKey(repository).map(RemoteKey::toString);
        String directory = repository.directory().toString();
        return store.write(handle -> {
            ProjectDao projects = handle.attach(ProjectDao.class);
            Optional<Project> known = projects.findByDirectory(store.hostId(), directory);
            if (known.isPresent()) {
                projects.updateRemote(known.get().projectId(), remote);
                return new Project(known.get().projectId(), remote, directory);
            }
            ProjectId id = freeId(projects, repository);
            Instant now = clock.instant();
            projects.insert(id, remote, now);
            projects.insertCheckout(id, store.hostId(), directory);
            return new Project(id, remote, directory);
        });
    }

    private static ProjectId freeId(ProjectDao projects, Repository repository) {
        String folder = repository.directory().getFileName().toString();
        String name =
                folder.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-").replaceAll("^[-.]+|[-.]+$", "");
        String wish = name.isEmpty() ? "project" : name;
        ProjectId id = new ProjectId(wish);
        for (int number = 2; projects.isTaken(id); number++) {
            id = new ProjectId(wish + "-" + number);
        }
        return id;
    }

    /// The project of that name.
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

    public Optional<Project> find(Repository repository) {
        String directory = repository.directory().toString();
        return store.read(handle -> handle.attach(ProjectDao.class).findByDirectory(store.hostId(), directory));
    }

    /// The project in which an issue is worked on: the clone we stand in if its remote is the issue's, else the
    /// registered one whose remote is, else the clone we stand in.
    ///
    /// @throws KugetsuException `UNAVAILABLE` when there is none, `CONFLICT` when several have that remote
    public Project forIssue(IssueRef issue, Path directory) {
        Optional<Project> here = here(directory).flatMap(this::find);
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

    private static Optional<RemoteKey> remoteKey(Repository repository) {
        return repository.originUrl().flatMap(RemoteKey::fromUrl);
    }

    public boolean isTrusted(Project project, String digest) {
        return store.read(handle -> handle.attach(ProjectDao.class).isTrusted(project.projectId(), digest));
    }

    public void trust(Project project, String digest) {
        store.write(handle -> {
            handle.attach(ProjectDao.class).trust(project.projectId(), digest, clock.instant());
            return true;
        });
    }

    public void distrust(Project project) {
        store.write(handle -> {
            handle.attach(ProjectDao.class).distrust(project.projectId());
            return true;
        });
    }
}
