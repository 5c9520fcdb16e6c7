package dev.kugetsu.supervisor.task;

import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.JournalKind;
import dev.kugetsu.supervisor.coordination.TaskState;
import dev.kugetsu.supervisor.coordination.TaskVerbs.ClaimTask;
import dev.kugetsu.supervisor.coordination.TaskVerbs.CreateTask;
import dev.kugetsu.supervisor.coordination.TaskVerbs.ListTasks;
import dev.kugetsu.supervisor.coordination.TaskVerbs.NextTask;
import dev.kugetsu.supervisor.coordination.TaskVerbs.TakeNextTask;
import dev.kugetsu.supervisor.coordination.TaskVerbs.TaskView;
import dev.kugetsu.supervisor.json.Json;
import dev.kugetsu.supervisor.lock.LockWiring;
import dev.kugetsu.supervisor.mail.Notices;
import dev.kugetsu.supervisor.store.RandomId;
import dev.kugetsu.supervisor.verb.Act;
import dev.kugetsu.supervisor.verb.Actor;
import dev.kugetsu.supervisor.verb.Desk;
import dev.kugetsu.supervisor.verb.Texts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes tasks and hands them out, each to one agent. Thread-safe.
final class Tasks {

    private static final String PREFIX = "task-";

    private final TaskDirectory directory;
    private final LockWiring locks;
    private final Notices notices;
    private final RandomId ids;

    Tasks(TaskDirectory directory, LockWiring locks, Notices notices, RandomId ids) {
        this.directory = directory;
        this.locks = locks;
        this.notices = notices;
        this.ids = ids;
    }

    /// Nothing depends on a task that is new, so there can be no circle.
    TaskView create(Desk desk, CreateTask request) {
        List<Task> first = request.dependsOn().stream()
                .map(text -> directory.find(desk, text))
                .toList();
        Texts.line("the title", request.title());
        request.description().ifPresent(description -> Texts.body("the description", description));
        List<String> files =
                request.files().stream().map(file -> locks.key(desk, file)).toList();
        String id = ids.next(PREFIX);
        TaskDao tasks = desk.rows(TaskDao.class);
        tasks.insert(
                id,
                desk.project(),
                request.title(),
                request.description(),
                request.priority().orElse(0),
                desk.actor().agent(),
                desk.now());
        files.forEach(file -> tasks.insertFile(id, file));
        first.forEach(task -> tasks.insertDependency(id, task.taskId()));
        desk.record(JournalKind.TASK_CREATED, Optional.of(id), Optional.of(request.title()));
        return directory.view(desk, id, true);
    }

    TaskView claim(Act act, ClaimTask request) {
        return act.write(desk -> {
            Task task = directory.find(desk, request.task());
            Actor actor = desk.actor();
            boolean isNew = !(task.isOf(actor.agent()) && task.state() == TaskState.IN_PROGRESS);
            if (isNew) {
                requireClaimable(desk, task, request.force());
                claim(desk, task);
            }
            return begun(desk, act.mode(), task.taskId(), request.lock(), isNew);
        });
    }

    private void requireClaimable(Desk desk, Task task, boolean force) {
        if (task.state().isTerminal()) {
            throw TaskRefusals.over(directory.show(desk, task.taskId()));
        }
        TaskView seen = directory.show(desk, task.taskId());
        boolean isMine = task.isOf(desk.actor().agent());
        if (!force && !isMine && TaskRule.isHeld(seen.ownerPresence())) {
            throw TaskRefusals.taken(seen);
        }
        if (!force && !seen.waitsFor().isEmpty()) {
            throw TaskRefusals.waiting(seen);
        }
    }

    private void claim(Desk desk, Task task) {
        Actor actor = desk.actor();
        boolean isDone = desk.rows(TaskDao.class)
                .claim(task.taskId(), task.state(), task.owner(), actor.agent(), actor.agentSession(), desk.now());
        if (!isDone) {
            throw TaskRefusals.changed(task);
        }
        recordClaim(desk, task.taskId(), task.title(), task.owner());
    }

    NextTask next(Act act, TakeNextTask request) {
        return act.write(desk -> {
            List<Task> tasks = desk.rows(TaskDao.class).list(desk.project(), false);
            Optional<String> taken = desk.rows(TaskDao.class)
                    .takeNext(
                            desk.project(),
                            desk.actor().agent(),
                            desk.actor().agentSession(),
                            desk.now(),
                            Json.of(owners(desk, tasks)),
                            Json.of(request.lock() ? lockedByOthers(desk) : List.of()));
            Optional<Task> before = tasks.stream()
                    .filter(task -> taken.equals(Optional.of(task.taskId())))
                    .findFirst();
            return new NextTask(before.map(task -> {
                recordClaim(desk, task.taskId(), task.title(), task.owner());
                return begun(desk, act.mode(), task.taskId(), request.lock(), true);
            }));
        });
    }

    /// The owners that are there, and whoever asks.
    private List<String> owners(Desk desk, List<Task> tasks) {
        Stream<String> present = tasks.stream()
                .flatMap(task -> task.owner().stream())
                .distinct()
                .filter(owner -> TaskRule.isHeld(Optional.of(directory.presence(desk, owner))));
        return Stream.concat(present, Stream.of(desk.actor().agent())).toList();
    }

    private List<String> lockedByOthers(Desk desk) {
        Optional<String> self = Optional.of(desk.actor().agent());
        return directory.list(desk, new ListTasks(false)).stream()
                .filter(task -> task.free()
                        && task.files().stream()
                                .anyMatch(file -> !locks.locks()
                                        .listInTheWay(desk, file, self)
                                        .isEmpty()))
                .map(TaskView::taskId)
                .toList();
    }

    private void recordClaim(Desk desk, String id, String title, Optional<String> formerOwner) {
        Actor actor = desk.actor();
        Optional<String> robbed = formerOwner.filter(owner -> !owner.equals(actor.agent()));
        desk.record(
                JournalKind.TASK_CLAIMED,
                Optional.of(id),
                Optional.of(title
                        + robbed.map(owner -> ", taken over from " + owner).orElse("")));
        robbed.ifPresent(owner -> notices.tell(
                desk,
                owner,
                "Your task " + id + " '" + title + "' was taken over by " + actor.agent()
                        + ". Do not go on with it before you have asked."));
    }

    private TaskView begun(Desk desk, Mode mode, String id, boolean lock, boolean isNew) {
        if (lock) {
            locks.acquire(desk, mode, TaskDirectory.files(desk, id), "for " + id);
        }
        return directory.view(desk, id, isNew);
    }
}
