package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.TurnObserver;
import dev.kugetsu.supervisor.TurnProgress;
import dev.kugetsu.supervisor.capacity.QueueReading;
import dev.kugetsu.supervisor.capacity.Verdict;
import java.time.Duration;
import java.util.Optional;

/// Watches a turn that the queue conducts, by its rows and its files, on behalf of the one who handed it over.
/// Thread-safe.
final class QueueWatch {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final int LOOKS_TO_A_REPAIR = 20;

    /// To tell it, all that waits has to be read.
    private static final int LOOKS_TO_A_PLACE = 10;

    private final TurnRecords records;
    private final QueueReading queue;
    private final TurnRecovery recovery;
    private final Pause pause;

    QueueWatch(TurnRecords records, QueueReading queue, TurnRecovery recovery, Pause pause) {
        this.records = records;
        this.queue = queue;
        this.recovery = recovery;
        this.pause = pause;
    }

    /// Tells once why the turn waits, if it does.
    void tellPlace(TurnId id, TurnObserver observer) {
        findPlace(id).ifPresent(place -> observer.progressed(new TurnProgress.Waiting(place)));
    }

    /// Stays until the turn has ended, whatever number of attempts that takes.
    void watch(TurnId id, TurnObserver observer) throws InterruptedException {
        String told = "";
        int watched = 0;
        for (int look = 0; ; look++) {
            Turn turn = records.get(id);
            if (turn.state() == TurnState.QUEUED && look % LOOKS_TO_A_PLACE == 0) {
                String place = findPlace(id).orElse(told);
                if (!place.equals(told)) {
                    told = place;
                    observer.progressed(new TurnProgress.Waiting(place));
                }
            }
            if (turn.state() != TurnState.QUEUED && turn.handle().isPresent() && turn.attempt() != watched) {
                // Also one that has ended before we came to look.
                watched = turn.attempt();
                watch(records.context(turn), observer);
            }
            if (turn.state().isTerminal()) {
                return;
            }
            if (look % LOOKS_TO_A_REPAIR == LOOKS_TO_A_REPAIR - 1) {
                recovery.repair();
            }
            pause.pause(POLL);
        }
    }

    private static void watch(TurnContext context, TurnObserver observer) throws InterruptedException {
        RunningTurn running = context.harness().recover(context.handle().orElseThrow());
        observer.progressed(new TurnProgress.Launched(
                running.handle().process().pid(), context.folder().path()));
        running.watch(event -> observer.progressed(new TurnProgress.AgentActed(event.event())));
    }

    private Optional<String> findPlace(TurnId id) {
        return queue.read().find(id).filter(verdict -> !verdict.isGranted()).map(Verdict::line);
    }
}
