package dev.kugetsu.supervisor.coordination;

import dev.kugetsu.supervisor.coordination.Meaning.Place;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Tasks: what is to do, in which order, and who does it. A task has one owner, and whoever asks for the next
/// one gets one that nobody else has.
public final class TaskVerbs {

    static final String TASK = "The task: its id, any unique beginning of that, or its title";

    /// What is to do.
    public record CreateTask(
            @Meaning(value = "What is to do, in one line", place = Place.ARGUMENT)
            String title,

            @Meaning("What else there is to know") Optional<String> description,

            @Meaning(
                    value = "A file or folder that it changes; --lock locks it. Several are possible",
                    option = "--file")
            List<String> files,

            @Meaning("A number; higher ones come first. 0 without it")
            Optional<Integer> priority,

            @Meaning("A task that has to be done first. Several are possible")
            List<String> dependsOn) {}

    /// Which task somebody wants to do.
    public record ClaimTask(
            @Meaning(value = TASK, place = Place.ARGUMENT) String task,

            @Meaning("Lock its files too, all of them or nothing")
            boolean lock,

            @Meaning("Take it although somebody works on it, who is told, or although it depends on what is not done")
            boolean force) {}

    /// That somebody wants something to do.
    public record TakeNextTask(
            @Meaning("Lock its files too, and pass over tasks whose files others have locked")
            boolean lock) {}

    /// What is done.
    public record CompleteTask(
            @Meaning(value = TASK, place = Place.ARGUMENT) String task,

            @Meaning("Unlock its files too") boolean unlock) {}

    /// What cannot go on.
    public record BlockTask(
            @Meaning(value = TASK, place = Place.ARGUMENT) String task,

            @Meaning("What it waits for, in one line") String reason) {}

    /// What can go on.
    public record UnblockTask(
            @Meaning(value = TASK, place = Place.ARGUMENT) String task) {}

    /// What somebody else may do.
    public record ReleaseTask(
            @Meaning(value = TASK, place = Place.ARGUMENT) String task,

            @Meaning("Unlock its files too") boolean unlock) {}

    /// What nobody is to do.
    public record CancelTask(
            @Meaning(value = TASK, place = Place.ARGUMENT) String task,

            @Meaning("Why, in one line") Optional<String> reason) {}

    /// What has to be done before a task.
    public record DependTask(
            @Meaning(value = TASK, place = Place.ARGUMENT) String task,

            @Meaning("A task that has to be done first. Several are possible")
            List<String> on,

            @Meaning("A task that need not be done first any more. Several are possible")
            List<String> notOn) {}

    /// Which tasks are wanted.
    public record ListTasks(
            @Meaning("Those too that are done or cancelled") boolean all) {}

    /// Which task is wanted.
    public record ShowTask(
            @Meaning(value = TASK, place = Place.ARGUMENT) String task) {}

    /// A task.
    ///
    /// @param ownerPresence whether its owner is there; empty when it has none
    /// @param free whether `task.next` could give it to somebody now
    /// @param blockedReason why it cannot go on
    /// @param files relative to the main worktree
    /// @param dependsOn the ids of tasks that have to be done first
    /// @param waitsFor those of them that are not done
    /// @param changed whether this call has changed it
    public record TaskView(
            String taskId,
            String title,
            Optional<String> description,
            int priority,
            TaskState state,
            Optional<String> owner,
            Optional<String> agentSessionId,
            Optional<Presence> ownerPresence,
            boolean free,
            Optional<String> blockedReason,
            List<String> files,
            List<String> dependsOn,
            List<String> waitsFor,
            String createdBy,
            Instant createdAt,
            Optional<Instant> claimedAt,
            Optional<Instant> endedAt,
            boolean changed) {}

    /// What there was to do.
    ///
    /// @param task empty when no task is free
    public record NextTask(Optional<TaskView> task) {}

    public static final Verb<CreateTask, TaskView> CREATE =
            Verb.changing("task.create", "Say what is to do", CreateTask.class, TaskView.class);
    public static final Verb<ClaimTask, TaskView> CLAIM =
            Verb.changing("task.claim", "Take a task; nobody else has it then", ClaimTask.class, TaskView.class);
    public static final Verb<TakeNextTask, NextTask> NEXT =
            Verb.changing("task.next", "Take the most urgent task that is free", TakeNextTask.class, NextTask.class);
    public static final Verb<CompleteTask, TaskView> COMPLETE =
            Verb.changing("task.complete", "Say that your task is done", CompleteTask.class, TaskView.class);
    public static final Verb<BlockTask, TaskView> BLOCK =
            Verb.changing("task.block", "Say that your task cannot go on, and why", BlockTask.class, TaskView.class);
    public static final Verb<UnblockTask, TaskView> UNBLOCK =
            Verb.changing("task.unblock", "Say that your task can go on", UnblockTask.class, TaskView.class);
    public static final Verb<ReleaseTask, TaskView> RELEASE =
            Verb.changing("task.release", "Leave your task to others", ReleaseTask.class, TaskView.class);
    public static final Verb<CancelTask, TaskView> CANCEL =
            Verb.changing("task.cancel", "Say that nobody is to do a task", CancelTask.class, TaskView.class);
    public static final Verb<DependTask, TaskView> DEPEND =
            Verb.changing("task.depend", "Say what has to be done before a task", DependTask.class, TaskView.class);
    public static final Verb<ListTasks, List<TaskView>> LIST =
            Verb.listing("task.list", "List tasks, the most urgent first", ListTasks.class, TaskView.class);
    public static final Verb<ShowTask, TaskView> SHOW =
            Verb.reading("task.show", "Tell everything about a task", ShowTask.class, TaskView.class);

    static final List<Verb<?, ?>> ALL =
            List.of(CREATE, CLAIM, NEXT, COMPLETE, BLOCK, UNBLOCK, RELEASE, CANCEL, DEPEND, LIST, SHOW);

    private TaskVerbs() {}
}
