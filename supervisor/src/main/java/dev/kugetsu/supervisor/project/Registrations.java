package dev.kugetsu.supervisor.project;

import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.RemoteKey;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.worktrees.Repository;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The registry of projects: enters them, names them, removes them, and knows what of them is trusted.
/// Thread-safe.
public final class Registrations {

    private final Store store;
    private final Clock clock;

    public Registrations(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /// Registers a repository, or finds it registered; its remote is brought up to date. One that was removed
    /// is there again.
    public Project register(Repository repository) {
        return store.write(handle -> register(handle, repository, Optional.empty()));
    }

    /// The id of the project of a repository, removed or not, or else the one that it would get now.
    public ProjectId idOf(Repository repository) {
        return store.read(handle -> findAny(handle, repository)
                .map(Project::projectId)
                .orElseGet(() -> freeId(handle.attach(ProjectDao.class), repository)));
    }

    /// Registers a repository within the caller's transaction.
    ///
    /// @param id the wished one; when empty, the first that is free like the name of the folder
    public Project register(Handle transaction, Repository repository, Optional<ProjectId> id) {
        Optional<String> remote = Projects.remoteKey(repository).map(RemoteKey::toString);
        String directory = repository.directory().toString();
        ProjectDao projects = transaction.attach(ProjectDao.class);
        Optional<Project> known = projects.findByDirectory(store.hostId(), directory);
        ProjectId projectId = known.map(Project::projectId).or(() -> id).orElseGet(() -> freeId(projects, repository));
        if (known.isPresent()) {
            projects.updateRemote(projectId, remote);
            projects.restore(projectId);
        } else {
            projects.insert(projectId, remote, clock.instant());
            projects.insertCheckout(projectId, store.hostId(), directory);
        }
        return projects.find(store.hostId(), projectId).orElseThrow();
    }

    /// Gives a project a name within the caller's transaction.
    public Project rename(Handle transaction, ProjectId id, String name) {
        ProjectDao projects = transaction.attach(ProjectDao.class);
        projects.rename(id, Optional.of(name));
        return projects.find(store.hostId(), id).orElseThrow();
    }

    /// Removes a project within the caller's transaction; its rows stay for what refers to them.
    public boolean archive(Handle transaction, ProjectId id) {
        return transaction.attach(ProjectDao.class).archive(id, clock.instant());
    }

    /// The project of a repository, whether removed or not, within the caller's transaction.
    public Optional<Project> findAny(Handle transaction, Repository repository) {
        return transaction
                .attach(ProjectDao.class)
                .findByDirectory(store.hostId(), repository.directory().toString());
    }

    /// Whether a project has or had that id, within the caller's transaction.
    public boolean isTaken(Handle transaction, ProjectId id) {
        return transaction.attach(ProjectDao.class).isTaken(id);
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
