package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.Failure;
import dev.kugetsu.supervisor.budget.BudgetBook;
import dev.kugetsu.supervisor.budget.Overrun;
import dev.kugetsu.supervisor.capacity.QueueReading;
import dev.kugetsu.supervisor.store.Store;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/// Notices that a running turn has spent what it may. Thread-safe.
final class TurnBudget {

    /// What a row says of a turn that is being ended because of it.
    static final String KIND = Failure.Kind.BUDGET.name().toLowerCase(Locale.ROOT);

    private final Store store;
    private final QueueReading queue;
    private final Clock clock;

    TurnBudget(Store store, QueueReading queue, Clock clock) {
        this.store = store;
        this.queue = queue;
        this.clock = clock;
    }

    /// Whether a running turn must be ended; its row then says why. A turn that is to end anyway is left alone.
    boolean isOverspent(TurnContext context) {
        BudgetBook book = queue.budgets();
        if (book.isUnlimited()) {
            return false;
        }
        Turn turn = context.turn();
        Optional<Overrun> overrun = store.read(
                handle -> book.find(handle, turn.sessionId(), context.project().projectId(), clock.instant()));
        return overrun.isPresent()
                && store.write(handle -> handle.attach(TurnDao.class)
                        .recordBreach(
                                turn.turnId(), turn.fence(), KIND, overrun.get().message()));
    }
}
