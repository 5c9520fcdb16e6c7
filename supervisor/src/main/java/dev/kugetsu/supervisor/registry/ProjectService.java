package dev.kugetsu.supervisor.registry;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.ProjectRegistry;
import dev.kugetsu.supervisor.project.Base;
import dev.kugetsu.supervisor.project.BaseSessions;
import dev.kugetsu.supervisor.project.Project;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.project.Registrations;
import dev.kugetsu.supervisor.session.SessionDao;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.worktrees.Repository;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/// The port of projects. Thread-safe.
public final class ProjectService implements ProjectRegistry {

    private static final Pattern ID = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?");

    private final Store store;
    private final Projects projects;
    private final Registrations registrations;
    private final BaseSessions bases;
    private final ProjectRemoval removal;

    public ProjectService(
            Store store, Projects projects, Registrations registrations, BaseSessions bases, ProjectRemoval removal) {
        this.store = store;
        this.projects = projects;
        this.registrations = registrations;
        this.bases = bases;
        this.removal = removal;
    }

    @Override
    public ProjectView add(AddRequest request) {
        request.id().ifPresent(ProjectService::requireForm);
        Repository repository = projects.repository(request.directory());
        Project project = store.write(handle -> {
            refuseDuplicate(handle, repository, request.id());
            Project registered = registrations.register(handle, repository, request.id());
            return request.name()
                    .map(name -> registrations.rename(handle, registered.projectId(), name))
                    .orElse(registered);
        });
        return view(project);
    }

    private static void requireForm(ProjectId id) {
        if (!ID.matcher(id.value()).matches() || id.value().contains("..")) {
            throw new KugetsuException(
                    KugetsuException.Kind.INVALID_INPUT,
                    "'" + id + "' is no id for a project",
                    "write small letters, digits, ., _ and -, such as my-app; at most 64 characters");
        }
    }

    private void refuseDuplicate(Handle transaction, Repository repository, Optional<ProjectId> wish) {
        Optional<Project> known = registrations.findAny(transaction, repository);
        if (known.filter(Project::isActive).isPresent()) {
            ProjectId id = known.get().projectId();
            throw conflict(
                    "the repository " + repository.directory() + " is project '" + id + "' already",
                    "see `kugetsu project get " + id + "`");
        }
        Optional<ProjectId> other = wish.filter(
                id -> known.filter(project -> project.projectId().equals(id)).isEmpty());
        if (known.isPresent() && other.isPresent()) {
            ProjectId id = known.get().projectId();
            throw conflict(
                    "the repository " + repository.directory() + " was project '" + id
                            + "' until it was removed, and its sessions and saved work are kept under that id",
                    "add it again without --id");
        }
        if (other.filter(id -> registrations.isTaken(transaction, id)).isPresent()) {
            throw conflict(
                    "another repository is, or was, project '" + other.get() + "'",
                    "choose another --id; `kugetsu project ls` shows those that are in use");
        }
    }

    private static KugetsuException conflict(String message, String next) {
        return new KugetsuException(KugetsuException.Kind.CONFLICT, message, next);
    }

    @Override
    public List<ProjectView> list() {
        return projects.list().stream()
                .filter(Project::isActive)
                .map(this::view)
                .toList();
    }

    @Override
    public ProjectView get(ProjectId id) {
        return view(projects.getActive(id));
    }

    @Override
    public RemovalReport remove(ProjectId id) {
        return removal.remove(projects.getActive(id));
    }

    private ProjectView view(Project project) {
        int live = store.read(handle -> handle.attach(SessionDao.class).listLiveOf(project.projectId()))
                .size();
        return new ProjectView(
                project.projectId().value(),
                project.name().orElse(project.projectId().value()),
                project.directory(),
                project.remote(),
                bases.listLive(project).stream().map(Base::harness).toList(),
                live,
                project.registeredAt());
    }
}
