package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Console;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.SessionRef;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.TurnProgress;
import dev.kugetsu.supervisor.Turns;
import dev.kugetsu.supervisor.Turns.Urgency;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Ends a turn when the user asks for it: the first time with the configured grace, the second time at once.
/// Before the turn is recorded there is nothing to end but this process. Thread-safe.
///
/// Losing the terminal (SIGHUP) is not asked here: it ends this process alone, and the turn works on.
final class Interruption implements AutoCloseable {

    private final Turns turns;
    private final CommandContext context;
    private final AtomicReference<@Nullable TurnId> turn = new AtomicReference<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final Phaser stopsUnderWay = new Phaser(1);

    Interruption(Turns turns, CommandContext context) {
        this.turns = turns;
        this.context = context;
    }

    void watch(TurnProgress progress) {
        if (progress instanceof TurnProgress.Accepted accepted) {
            turn.set(accepted.turn());
        }
    }

    /// Called once for each signal, each time on a thread of its own.
    void request() {
        Urgency urgency = requests.incrementAndGet() == 1 ? Urgency.GRACEFUL : Urgency.IMMEDIATE;
        TurnId accepted = turn.get();
        if (accepted == null) {
            context.exit().accept(ExitCode.INTERRUPTED.number());
            return;
        }
        stopsUnderWay.register();
        try {
            stop(accepted, urgency);
        } finally {
            stopsUnderWay.arriveAndDeregister();
        }
    }

    private void stop(TurnId accepted, Urgency urgency) {
        Console console = context.console();
        console.say(
                switch (urgency) {
                    case GRACEFUL -> "stopping" + console.symbols().ellipsis() + " press again to end it at once";
                    case IMMEDIATE -> "ending " + accepted + " at once";
                });
        try {
            turns.stop(new SessionRef(accepted.value(), context.directory()), urgency);
        } catch (KugetsuException e) {
            console.say(e.getMessage() + e.next().map(next -> "; next: " + next).orElse(""));
        }
    }

    boolean wasRequested() {
        return requests.get() > 0;
    }

    /// Waits for a stop that is under way, because it still needs the supervisor.
    @Override
    public void close() {
        stopsUnderWay.arriveAndAwaitAdvance();
    }
}
