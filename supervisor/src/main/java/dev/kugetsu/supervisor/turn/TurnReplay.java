package dev.kugetsu.supervisor.turn;

import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.StreamEvent;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.TurnProgress;
import dev.kugetsu.supervisor.Turns.Until;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Tells what turns have said from their beginning on, and if wanted what they say until they end. Thread-safe.
final class TurnReplay {

    private static final Duration POLL = Duration.ofMillis(200);

    private final TurnRecords records;
    private final QueueWatch queueWatch;
    private final TurnRecovery recovery;
    private final Pause pause;

    TurnReplay(TurnRecords records, QueueWatch queueWatch, TurnRecovery recovery, Pause pause) {
        this.records = records;
        this.queueWatch = queueWatch;
        this.recovery = recovery;
        this.pause = pause;
    }

    void replay(TurnId turn, Until until, Consumer<TurnProgress> observer) throws InterruptedException {
        Consumer<StreamEvent> teller = event -> observer.accept(new TurnProgress.AgentActed(event.event()));
        switch (until) {
            case NOW -> findRunning(turn).ifPresent(running -> running.replay(teller));
            case TURN_END -> {
                if (records.get(turn).isOfQueue()) {
                    watchAttempts(turn, observer);
                } else {
                    watch(turn, teller);
                }
            }
        }
    }

    private void watchAttempts(TurnId turn, Consumer<TurnProgress> observer) throws InterruptedException {
        queueWatch.watch(turn, progress -> {
            if (progress instanceof TurnProgress.AgentActed) {
                observer.accept(progress);
            }
        });
    }

    private void watch(TurnId turn, Consumer<StreamEvent> teller) throws InterruptedException {
        awaitLaunch(turn);
        Optional<RunningTurn> running = findRunning(turn);
        if (running.isPresent()) {
            running.get().watch(teller);
        }
    }

    /// A turn that was never launched has said nothing.
    private Optional<RunningTurn> findRunning(TurnId turn) {
        TurnContext context = records.context(turn);
        return context.handle().map(handle -> context.harness().recover(handle));
    }

    private void awaitLaunch(TurnId turn) throws InterruptedException {
        while (records.get(turn).handle().isEmpty()
                && !records.get(turn).state().isTerminal()) {
            pause.pause(POLL);
            recovery.repair();
        }
    }
}
