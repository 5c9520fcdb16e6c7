package dev.kugetsu.supervisor.turn;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.project.WorktreeFailures;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.worktrees.Changes;
import dev.kugetsu.worktrees.Snapshot;
import dev.kugetsu.worktrees.Worktree;
import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.Worktrees;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Measures what turns change in their worktrees. Thread-safe.
final class TurnChanges {

    private static final Logger log = LoggerFactory.getLogger(TurnChanges.class);

    private final Store store;
    private final Projects projects;
    private final Worktrees worktrees;

    TurnChanges(Store store, Projects projects, Worktrees worktrees) {
        this.store = store;
        this.projects = projects;
        this.worktrees = worktrees;
    }

    /// Records what the worktree holds before the agent touches it, to tell later what the agent did.
    void recordStart(TurnContext context) {
        if (context.worktree().isEmpty()) {
            return;
        }
        Snapshot snapshot = WorktreeFailures.guard(
                () -> worktrees.snapshot(findWorktree(context).orElseThrow(() -> MissingWorktree.failure(context))));
        Turn turn = context.turn();
        store.write(handle -> handle.attach(TurnDao.class)
                .recordStart(turn.turnId(), turn.fence(), snapshot.head(), snapshot.tree()));
    }

    /// What the turn has done since then. That is evidence, not a condition: a worktree that cannot be read
    /// does not change how the turn ended.
    Changes measure(TurnContext context) {
        Turn turn = context.turn();
        if (context.worktree().isEmpty()
                || turn.startHead().isEmpty()
                || turn.startTree().isEmpty()) {
            return Changes.NONE;
        }
        try {
            Optional<Worktree> worktree = findWorktree(context);
            if (worktree.isEmpty()) {
                return Changes.NONE;
            }
            return worktrees.changesSince(
                    worktree.get(),
                    new Snapshot(turn.startHead().get(), turn.startTree().get()));
        } catch (WorktreeException | KugetsuException e) {
            log.warn("turn {}: what it changed cannot be told: {}", turn.turnId(), e.getMessage());
            return Changes.NONE;
        }
    }

    private Optional<Worktree> findWorktree(TurnContext context) throws WorktreeException {
        return worktrees.findWorktree(projects.repository(context.project()), context.directory());
    }
}
