package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.Processes;
import dev.kugetsu.supervisor.TurnObserver;
import dev.kugetsu.supervisor.session.Session;
import java.time.Duration;

/// Makes what a session needs before its agent can work, and takes it back in reverse order. Repeatable.
/// Thread-safe.
final class Preparation {

    private static final Duration GRACE = Duration.ofSeconds(2);

    private final WorktreeStep worktree;
    private final ForkStep fork;
    private final Processes processes;

    Preparation(WorktreeStep worktree, ForkStep fork, Processes processes) {
        this.worktree = worktree;
        this.fork = fork;
        this.processes = processes;
    }

    void makeWorktree(TurnContext context, TurnPlan plan, TurnObserver observer) throws InterruptedException {
        if (context.worktree().isPresent()) {
            worktree.make(context, context.worktree().get(), plan.setup(), observer);
        }
    }

    void fork(TurnContext context, TurnObserver observer) {
        fork.make(context, observer);
    }

    /// Takes back what is half made, so that another attempt can make it anew; what is ready stays.
    void reset(TurnContext context) throws InterruptedException {
        processes.endMarked(context.turn().turnId().value(), GRACE);
        if (context.worktree().isPresent() && !worktree.isReady(context)) {
            worktree.reset(context);
        }
    }

    /// What becomes of a session when what was made for its turn is taken back.
    enum Aftermath {
        KEEP_SESSION,
        /// Nothing of it is left.
        END_SESSION
    }

    /// Takes back whatever was made for a turn that was never launched. A first turn leaves nothing but its
    /// rows and its folder; a later one leaves the session as it was.
    Aftermath undo(TurnContext context) throws InterruptedException {
        processes.endMarked(context.turn().turnId().value(), GRACE);
        if (context.session().kind() == Session.Kind.BASE) {
            return Aftermath.END_SESSION;
        }
        if (!context.isFirst()) {
            return Aftermath.KEEP_SESSION;
        }
        // Only a session with a ready worktree has ever been forked.
        if (worktree.isReady(context)) {
            fork.undo(context);
        }
        worktree.undo(context);
        return Aftermath.END_SESSION;
    }
}
