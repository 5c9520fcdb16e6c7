package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.StopReason;
import dev.kugetsu.adapters.TurnRequest;
import dev.kugetsu.supervisor.TurnObserver;
import dev.kugetsu.supervisor.TurnProgress;
import dev.kugetsu.supervisor.harness.HarnessFailures;
import dev.kugetsu.supervisor.session.Session;
import dev.kugetsu.supervisor.store.Store;
import java.time.Clock;
import java.time.Instant;

/// Puts the agent to work. Thread-safe.
final class Launch {

    private final Store store;
    private final TurnChanges turnChanges;
    private final AgentEnvironment environment;
    private final AgentHooks hooks;
    private final Clock clock;

    Launch(Store store, TurnChanges turnChanges, AgentEnvironment environment, AgentHooks hooks, Clock clock) {
        this.store = store;
        this.turnChanges = turnChanges;
        this.environment = environment;
        this.hooks = hooks;
        this.clock = clock;
    }

    /// Launches the turn and records its process. When somebody has asked for its end meanwhile, ends it again
    /// at once.
    RunningTurn launch(TurnContext context, TurnPlan plan, TurnObserver observer) throws InterruptedException {
        Prompt.require(context);
        turnChanges.recordStart(context);
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

    private TurnRequest request(TurnContext context, TurnPlan plan) {
        return new TurnRequest(
                context.turn().turnId().value(),
                context.folder(),
                context.directory(),
                context.session().harnessSessionId(),
                title(context),
                context.turn().model(),
                plan.permissions(),
                environment.of(context),
                hooks.program(context.session()),
                context.turn().deadlines(),
                context.turn().debug() ? TurnRequest.Diagnostics.DEBUG : TurnRequest.Diagnostics.NORMAL);
    }

    private static String title(TurnContext context) {
        Session session = context.session();
        return session.kind() == Session.Kind.BASE
                ? "kugetsu base of " + context.project().projectId()
                : session.label();
    }
}
