package dev.kugetsu.supervisor.host;

import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.LockVerbs;
import dev.kugetsu.supervisor.coordination.LockVerbs.AcquireLock;
import dev.kugetsu.supervisor.coordination.LockVerbs.ListLocks;
import dev.kugetsu.supervisor.coordination.LockVerbs.LockView;
import dev.kugetsu.supervisor.coordination.MessageVerbs;
import dev.kugetsu.supervisor.coordination.MessageVerbs.MailView;
import dev.kugetsu.supervisor.coordination.TaskVerbs;
import dev.kugetsu.supervisor.coordination.TaskVerbs.ClaimTask;
import dev.kugetsu.supervisor.coordination.TaskVerbs.CreateTask;
import dev.kugetsu.supervisor.coordination.TaskVerbs.ListTasks;
import dev.kugetsu.supervisor.coordination.TaskVerbs.ShowTask;
import dev.kugetsu.supervisor.coordination.TaskVerbs.TakeNextTask;
import dev.kugetsu.supervisor.coordination.TaskVerbs.TaskView;
import dev.kugetsu.supervisor.coordination.Verb;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The tasks of a repository, as its agents see them.
record TaskBoard(Supervisor supervisor, Path repository) {

    Caller agent(String session) {
        return Caller.in(repository).asSession(session);
    }

    Caller operator() {
        return Caller.in(repository).asOperator();
    }

    TaskView create(Caller caller, String title, String... after) {
        return create(caller, title, 0, List.of(), after);
    }

    TaskView create(Caller caller, String title, int priority, List<String> files, String... after) {
        return perform(
                TaskVerbs.CREATE,
                new CreateTask(title, Optional.empty(), files, Optional.of(priority), List.of(after)),
                caller);
    }

    TaskView claim(Caller caller, String task) {
        return perform(TaskVerbs.CLAIM, new ClaimTask(task, false, false), caller);
    }

    TaskView claimWithLocks(Caller caller, String task) {
        return perform(TaskVerbs.CLAIM, new ClaimTask(task, true, false), caller);
    }

    TaskView takeAway(Caller caller, String task) {
        return perform(TaskVerbs.CLAIM, new ClaimTask(task, false, true), caller);
    }

    Optional<TaskView> next(Caller caller) {
        return perform(TaskVerbs.NEXT, new TakeNextTask(false), caller).task();
    }

    Optional<TaskView> nextWithLocks(Caller caller) {
        return perform(TaskVerbs.NEXT, new TakeNextTask(true), caller).task();
    }

    TaskView complete(Caller caller, String task) {
        return perform(TaskVerbs.COMPLETE, new TaskVerbs.CompleteTask(task, false), caller);
    }

    TaskView show(String task) {
        return perform(TaskVerbs.SHOW, new ShowTask(task), Caller.in(repository));
    }

    List<String> titles(boolean all) {
        return perform(TaskVerbs.LIST, new ListTasks(all), Caller.in(repository)).stream()
                .map(TaskView::title)
                .toList();
    }

    LockView lock(Caller caller, String path) {
        return perform(
                LockVerbs.ACQUIRE,
                new AcquireLock(
                        Optional.of(path), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                caller);
    }

    List<String> locks() {
        return perform(LockVerbs.LIST, new ListLocks(true), Caller.in(repository)).stream()
                .map(LockView::key)
                .toList();
    }

    List<String> inbox(Caller caller) {
        return perform(MessageVerbs.INBOX, new MessageVerbs.ReadInbox(false), caller).stream()
                .map(MailView::text)
                .toList();
    }

    <Q extends Record, R> R perform(Verb<Q, R> verb, Q request, Caller caller) {
        return supervisor.coordination().perform(verb, request, caller, Mode.COMMIT);
    }
}
