package dev.kugetsu.supervisor.task;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.agent.Presences;
import dev.kugetsu.supervisor.coordination.Presence;
import dev.kugetsu.supervisor.coordination.TaskState;
import dev.kugetsu.supervisor.coordination.TaskVerbs.ListTasks;
import dev.kugetsu.supervisor.coordination.TaskVerbs.TaskView;
import dev.kugetsu.supervisor.task.TaskDao.Dependency;
import dev.kugetsu.supervisor.task.TaskDao.TaskFile;
import dev.kugetsu.supervisor.verb.Actor;
import dev.kugetsu.supervisor.verb.Desk;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finds tasks and shows them. Thread-safe.
final class TaskDirectory {

    private static final int SHOWN_AT_MOST = 5;

    private final Presences presences;

    TaskDirectory(Presences presences) {
        this.presences = presences;
    }

    /// By its id, by its title whatever the case of its letters, or by the beginning of its id. Of several
    /// tasks of one title the one that is not over is meant.
    ///
    /// @throws KugetsuException `NOT_FOUND`; `CONFLICT` with the candidates when several are meant
    Task find(Desk desk, String text) {
        TaskDao tasks = desk.rows(TaskDao.class);
        return tasks.find(desk.project(), text)
                .or(() -> findByTitle(desk, text))
                .or(() -> findByBeginning(desk, text))
                .orElseThrow(() -> new KugetsuException(
                        Kind.NOT_FOUND,
                        "there is no task '" + text + "' in project " + desk.project(),
                        "see them with `kugetsu task list --all`"));
    }

    private static Optional<Task> findByTitle(Desk desk, String text) {
        List<Task> titled = desk.rows(TaskDao.class).list(desk.project(), true).stream()
                .filter(task -> task.title().equalsIgnoreCase(text))
                .toList();
        List<Task> open =
                titled.stream().filter(task -> !task.state().isTerminal()).toList();
        return only(text, open.isEmpty() ? titled : open, titled.size());
    }

    private static Optional<Task> findByBeginning(Desk desk, String text) {
        List<Task> found =
                text.isEmpty() ? List.of() : desk.rows(TaskDao.class).listByPrefix(desk.project(), text, SHOWN_AT_MOST);
        return only(text, found, found.size());
    }

    private static Optional<Task> only(String text, List<Task> found, int count) {
        if (found.size() > 1) {
            String candidates =
                    found.stream().limit(SHOWN_AT_MOST).map(Task::taskId).collect(Collectors.joining(", "));
            throw new KugetsuException(
                    Kind.CONFLICT,
                    "'" + text + "' matches " + (count < SHOWN_AT_MOST ? count : "several") + " tasks: " + candidates,
                    "use the task id instead");
        }
        return found.stream().findFirst();
    }

    List<TaskView> list(Desk desk, ListTasks request) {
        List<Task> tasks = desk.rows(TaskDao.class).list(desk.project(), request.all());
        return views(desk, tasks, Optional.empty(), false);
    }

    TaskView show(Desk desk, String text) {
        return view(desk, find(desk, text), false);
    }

    /// As it is now.
    ///
    /// @param changed whether this call has changed it
    TaskView view(Desk desk, String id, boolean changed) {
        return view(desk, desk.rows(TaskDao.class).find(desk.project(), id).orElseThrow(), changed);
    }

    private TaskView view(Desk desk, Task task, boolean changed) {
        return views(desk, List.of(task), Optional.of(task.taskId()), changed).getFirst();
    }

    private List<TaskView> views(Desk desk, List<Task> tasks, Optional<String> only, boolean changed) {
        TaskDao rows = desk.rows(TaskDao.class);
        Map<String, List<TaskFile>> files =
                rows.listFiles(desk.project(), only).stream().collect(Collectors.groupingBy(TaskFile::taskId));
        Map<String, List<Dependency>> dependencies =
                rows.listDependencies(desk.project(), only).stream().collect(Collectors.groupingBy(Dependency::taskId));
        Map<String, Presence> owners = new HashMap<>();
        return tasks.stream()
                .map(task -> view(
                        task,
                        task.owner().map(owner -> owners.computeIfAbsent(owner, name -> presence(desk, name))),
                        files.getOrDefault(task.taskId(), List.of()),
                        dependencies.getOrDefault(task.taskId(), List.of()),
                        changed))
                .toList();
    }

    private static TaskView view(
            Task task, Optional<Presence> owner, List<TaskFile> files, List<Dependency> dependencies, boolean changed) {
        List<String> waitsFor = waitsFor(dependencies);
        return new TaskView(
                task.taskId(),
                task.title(),
                task.description(),
                task.priority(),
                task.state(),
                task.owner(),
                task.agentSessionId(),
                owner,
                TaskRule.isFree(task.state(), owner, waitsFor),
                task.blockedReason(),
                files.stream().map(TaskFile::path).toList(),
                dependencies.stream().map(Dependency::dependsOn).toList(),
                waitsFor,
                task.createdBy(),
                task.createdAt(),
                task.claimedAt(),
                task.endedAt(),
                changed);
    }

    /// Whether an owner is there; the operator always is.
    Presence presence(Desk desk, String owner) {
        return owner.equals(Actor.OPERATOR) ? Presence.ACTIVE : presences.of(owner, desk);
    }

    private static List<String> waitsFor(List<Dependency> dependencies) {
        return dependencies.stream()
                .filter(dependency -> dependency.state() != TaskState.DONE)
                .map(Dependency::dependsOn)
                .toList();
    }

    static List<String> files(Desk desk, String id) {
        return desk.rows(TaskDao.class).listFiles(desk.project(), Optional.of(id)).stream()
                .map(TaskFile::path)
                .toList();
    }
}
