package dev.kugetsu.supervisor.task;

import dev.kugetsu.supervisor.coordination.JournalKind;
import dev.kugetsu.supervisor.coordination.TaskState;
import dev.kugetsu.supervisor.coordination.TaskVerbs.BlockTask;
import dev.kugetsu.supervisor.coordination.TaskVerbs.CancelTask;
import dev.kugetsu.supervisor.coordination.TaskVerbs.CompleteTask;
import dev.kugetsu.supervisor.coordination.TaskVerbs.DependTask;
import dev.kugetsu.supervisor.coordination.TaskVerbs.ReleaseTask;
import dev.kugetsu.supervisor.coordination.TaskVerbs.TaskView;
import dev.kugetsu.supervisor.coordination.TaskVerbs.UnblockTask;
import dev.kugetsu.supervisor.lock.LockWiring;
import dev.kugetsu.supervisor.mail.Notices;
import dev.kugetsu.supervisor.verb.Act;
import dev.kugetsu.supervisor.verb.Desk;
import dev.kugetsu.supervisor.verb.Texts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Says what becomes of a task. That is for its owner to say, and for the operator; while nobody has the
/// task, also for whoever made it, except that it is done. Thread-safe.
final class TaskChanges {

    private final TaskDirectory directory;
    private final LockWiring locks;
    private final Notices notices;

    TaskChanges(TaskDirectory directory, LockWiring locks, Notices notices) {
        this.directory = directory;
        this.locks = locks;
        this.notices = notices;
    }

    TaskView complete(Act act, CompleteTask request) {
        return unlocking(act, request.task(), request.unlock(), (desk, task) -> {
            requireMine(
                    desk, task, task.isOf(desk.actor().agent()) || desk.actor().isOperator());
            return move(desk, task, TaskState.DONE, Optional.empty());
        });
    }

    /// Without an owner it goes back to those that anybody may have next, unless it is blocked: then it stays
    /// so.
    TaskView release(Act act, ReleaseTask request) {
        return unlocking(act, request.task(), request.unlock(), (desk, task) -> {
            requireDecided(desk, task);
            if (task.state() != TaskState.BLOCKED) {
                return move(desk, task, TaskState.PENDING, Optional.empty());
            }
            boolean changed =
                    task.owner().isPresent() && desk.rows(TaskDao.class).abandon(task.taskId());
            if (changed) {
                record(desk, task, JournalKind.TASK_RELEASED, Optional.empty());
            }
            return changed;
        });
    }

    TaskView block(Desk desk, BlockTask request) {
        Texts.line("the reason", request.reason());
        Task task = decided(desk, request.task());
        Optional<String> reason = Optional.of(request.reason());
        if (task.state() != TaskState.BLOCKED) {
            return directory.view(desk, task.taskId(), move(desk, task, TaskState.BLOCKED, reason));
        }
        boolean changed = !task.blockedReason().equals(reason);
        if (changed) {
            desk.rows(TaskDao.class)
                    .move(task.taskId(), TaskState.BLOCKED, TaskState.BLOCKED, reason, Optional.empty());
            record(desk, task, JournalKind.TASK_BLOCKED, reason);
        }
        return directory.view(desk, task.taskId(), changed);
    }

    TaskView unblock(Desk desk, UnblockTask request) {
        Task task = decided(desk, request.task());
        if (task.state().isTerminal()) {
            throw TaskRefusals.over(directory.show(desk, task.taskId()));
        }
        TaskState next = task.owner().isPresent() ? TaskState.IN_PROGRESS : TaskState.PENDING;
        boolean changed = task.state() == TaskState.BLOCKED && move(desk, task, next, Optional.empty());
        return directory.view(desk, task.taskId(), changed);
    }

    TaskView cancel(Desk desk, CancelTask request) {
        request.reason().ifPresent(reason -> Texts.line("the reason", reason));
        Task task = decided(desk, request.task());
        return directory.view(desk, task.taskId(), move(desk, task, TaskState.CANCELLED, request.reason()));
    }

    /// What its author wants to come first is its author's affair too, whoever does it.
    TaskView depend(Desk desk, DependTask request) {
        Task task = directory.find(desk, request.task());
        if (!desk.actor().agent().equals(task.createdBy())) {
            requireDecided(desk, task);
        }
        if (task.state().isTerminal()) {
            throw TaskRefusals.over(directory.show(desk, task.taskId()));
        }
        TaskDao tasks = desk.rows(TaskDao.class);
        boolean changed = false;
        for (String text : request.notOn()) {
            changed |= tasks.deleteDependency(
                    task.taskId(), directory.find(desk, text).taskId());
        }
        for (String text : request.on()) {
            Task first = directory.find(desk, text);
            Precedence precedence = new Precedence(tasks.listDependencies(desk.project(), Optional.empty()));
            precedence.findCircle(task.taskId(), first.taskId()).ifPresent(circle -> {
                throw TaskRefusals.circular(task, circle);
            });
            changed |= tasks.insertDependency(task.taskId(), first.taskId());
        }
        TaskView view = directory.view(desk, task.taskId(), changed);
        if (changed) {
            desk.record(
                    JournalKind.TASK_DEPENDS,
                    Optional.of(task.taskId()),
                    Optional.of(String.join(", ", view.dependsOn())));
        }
        return view;
    }

    /// What becomes of a task; `false` when nothing does.
    private interface Change {
        boolean make(Desk desk, Task task);
    }

    private TaskView unlocking(Act act, String text, boolean unlock, Change change) {
        TaskView view = act.write(desk -> {
            Task task = directory.find(desk, text);
            boolean changed = change.make(desk, task);
            List<String> files = unlock ? TaskDirectory.files(desk, task.taskId()) : List.of();
            task.owner().ifPresent(owner -> locks.release(desk, owner, files));
            return directory.view(desk, task.taskId(), changed);
        });
        if (unlock) {
            locks.settle(act);
        }
        return view;
    }

    private Task decided(Desk desk, String text) {
        Task task = directory.find(desk, text);
        requireDecided(desk, task);
        return task;
    }

    private void requireDecided(Desk desk, Task task) {
        requireMine(desk, task, task.isDecidedBy(desk.actor()));
    }

    private void requireMine(Desk desk, Task task, boolean isMine) {
        if (!isMine) {
            TaskView seen = directory.show(desk, task.taskId());
            throw task.state().isTerminal() ? TaskRefusals.over(seen) : TaskRefusals.foreign(seen);
        }
    }

    /// `false` when it stands there already.
    private boolean move(Desk desk, Task task, TaskState to, Optional<String> reason) {
        if (task.state() == to) {
            return false;
        }
        if (!task.state().canBecome(to)) {
            throw TaskRefusals.over(directory.show(desk, task.taskId()));
        }
        Optional<String> blocked = to == TaskState.BLOCKED ? reason : Optional.empty();
        Optional<Instant> endedAt = to.isTerminal() ? Optional.of(desk.now()) : Optional.empty();
        if (!desk.rows(TaskDao.class).move(task.taskId(), task.state(), to, blocked, endedAt)) {
            throw TaskRefusals.changed(task);
        }
        record(
                desk,
                task,
                switch (to) {
                    case PENDING ->
                        task.state() == TaskState.BLOCKED ? JournalKind.TASK_UNBLOCKED : JournalKind.TASK_RELEASED;
                    case IN_PROGRESS -> JournalKind.TASK_UNBLOCKED;
                    case BLOCKED -> JournalKind.TASK_BLOCKED;
                    case DONE -> JournalKind.TASK_COMPLETED;
                    case CANCELLED -> JournalKind.TASK_CANCELLED;
                },
                reason);
        return true;
    }

    /// Whoever had it is told when somebody else decides.
    private void record(Desk desk, Task task, JournalKind what, Optional<String> reason) {
        desk.record(what, Optional.of(task.taskId()), reason);
        String actor = desk.actor().agent();
        task.owner()
                .filter(owner -> !owner.equals(actor))
                .ifPresent(owner -> notices.tell(
                        desk,
                        owner,
                        "Your task " + task.taskId() + " '" + task.title() + "' was " + what.deed() + " by " + actor
                                + reason.map(why -> ": " + why).orElse("") + "."));
    }
}
