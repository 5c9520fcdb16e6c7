package dev.kugetsu.supervisor.task;

import dev.kugetsu.supervisor.agent.Presences;
import dev.kugetsu.supervisor.coordination.TaskVerbs;
import dev.kugetsu.supervisor.lock.LockWiring;
import dev.kugetsu.supervisor.mail.Notices;
import dev.kugetsu.supervisor.store.RandomId;
import dev.kugetsu.supervisor.verb.Handlers;
import dev.kugetsu.supervisor.verb.VerbHandler;

/// The parts of this feature, put together.
public final class TaskWiring {

    private final TaskDirectory directory;
    private final Tasks tasks;
    private final TaskChanges changes;

    private TaskWiring(TaskDirectory directory, Tasks tasks, TaskChanges changes) {
        this.directory = directory;
        this.tasks = tasks;
        this.changes = changes;
    }

    /// Puts it together; touches nothing.
    public static TaskWiring of(Presences presences, LockWiring locks, Notices notices, RandomId ids) {
        TaskDirectory directory = new TaskDirectory(presences);
        return new TaskWiring(
                directory, new Tasks(directory, locks, notices, ids), new TaskChanges(directory, locks, notices));
    }

    /// Has its verbs done.
    public void serve(Handlers handlers) {
        handlers.with(TaskVerbs.CREATE, VerbHandler.writing(tasks::create))
                .with(TaskVerbs.CLAIM, tasks::claim)
                .with(TaskVerbs.NEXT, tasks::next)
                .with(TaskVerbs.COMPLETE, changes::complete)
                .with(TaskVerbs.BLOCK, VerbHandler.writing(changes::block))
                .with(TaskVerbs.UNBLOCK, VerbHandler.writing(changes::unblock))
                .with(TaskVerbs.RELEASE, changes::release)
                .with(TaskVerbs.CANCEL, VerbHandler.writing(changes::cancel))
                .with(TaskVerbs.DEPEND, VerbHandler.writing(changes::depend))
                .with(TaskVerbs.LIST, VerbHandler.reading(directory::list))
                .with(TaskVerbs.SHOW, VerbHandler.reading((desk, request) -> directory.show(desk, request.task())));
    }
}
