package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.StopReason;
import dev.kugetsu.adapters.TurnRequest;
import dev.kugetsu.supervisor.IssueRef;
import dev.kugetsu.supervisor.TurnObserver;
import dev.kugetsu.supervisor.TurnProgress;
import dev.kugetsu.supervisor.harness.HarnessFailures;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.project.WorktreeFailures;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.worktrees.Snapshot;
import dev.kugetsu.worktrees.Worktrees;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Puts the agent to work. Thread-safe.
final class Launch {

    private final Store store;
    private final Projects projects;
    private final Worktrees worktrees;
    private final Clock clock;

    Launch(Store store, Projects projects, Worktrees worktrees, Clock clock) {
        this.store = store;
        this.projects = projects;
        this.worktrees = worktrees;
        this.clock = clock;
    }

    /// Launches the turn and records its process. When somebody has asked for its end meanwhile, ends it again
    /// at once.
    RunningTurn launch(TurnContext context, TurnPlan plan, TurnObserver observer) throws InterruptedException {
        recordStart(context);
        RunningTurn running = HarnessFailures.guard(() -> context.harness().start(request(context, plan)));
        Turn turn = context.turn();
        Instant now = clock.instant();
        boolean isWanted = store.write(handle -> {
            TurnDao turns = handle.attach(TurnDao.class);
            return turns.becomeRunning(
                            turn.turnId(), turn.fence(), running.handle().process(), now)
                    || !turns.recordHandle(
                            turn.turnId(), turn.fence(), running.handle().process(), now);
        });
        if (!isWanted) {
            running.stop(StopReason.REQUESTED, plan.stopGrace());
        }
        observer.progressed(new TurnProgress.Launched(
                running.handle().process().pid(), context.folder().path()));
        return running;
    }

    /// What the worktree holds before the agent touches it, to tell later what the agent did.
    private void recordStart(TurnContext context) {
        if (context.worktree().isEmpty()) {
            return;
        }
        Snapshot snapshot = WorktreeFailures.guard(() -> worktrees.snapshot(worktrees
                .findWorktree(projects.repository(context.project()), context.directory())
                .orElseThrow(() -> MissingWorktree.failure(context))));
        Turn turn = context.turn();
        store.write(handle -> handle.attach(TurnDao.class)
                .recordStart(turn.turnId(), turn.fence(), snapshot.head(), snapshot.tree()));
    }

    private static TurnRequest request(TurnContext context, TurnPlan plan) {
        return new TurnRequest(
                context.turn().turnId().value(),
                context.folder(),
                context.directory(),
                context.session().harnessSessionId(),
                title(context),
                context.turn().model(),
                plan.permissions(),
                environment(context),
                context.turn().deadlines(),
                context.turn().debug() ? TurnRequest.Diagnostics.DEBUG : TurnRequest.Diagnostics.NORMAL);
    }

    private static String title(TurnContext context) {
        Optional<IssueRef> issue = context.session().issueRef();
        return issue.map(IssueRef::toString)
                .orElse("kugetsu base of " + context.project().projectId());
    }

    /// What an agent and its hooks can know of themselves.
    private static Map<String, String> environment(TurnContext context) {
        Map<String, String> environment = new HashMap<>();
        environment.put("KUGETSU_SESSION_ID", context.session().sessionId().value());
        context.session().issueRef().ifPresent(issue -> environment.put("KUGETSU_ISSUE", issue.toString()));
        return environment;
    }
}
