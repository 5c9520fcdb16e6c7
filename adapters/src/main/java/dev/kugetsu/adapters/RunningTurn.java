package dev.kugetsu.adapters;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// A turn that has been launched and may have ended. Not thread-safe, but for {@link #stop} and {@link #send},
/// which any thread may call.
///
/// One of these hands over each event of its turn once: a later call goes on where the one before has ended,
/// and after the outcome there are no more. Whoever wants all events again recovers the turn anew.
public interface RunningTurn {

    TurnHandle handle();

    /// Follows the turn to its end, which also means: ends it when a deadline passes.
    ///
    /// Hands over every event of the turn from its very first, or from the checkpoint that it was recovered
    /// from, in order, on the calling thread: events carry their position, so that the caller can skip what it
    /// has seen. Blocks until the process has ended, however that came, and nothing of the turn is alive any
    /// more.
    ///
    /// @param checkpoints is told now and then how far everything handed over so far reaches, so that whoever
    ///   recovers the turn from the last one has little to read again
    /// @throws InterruptedException when the caller stops watching; the turn goes on
    TurnOutcome await(Deadlines deadlines, Consumer<StreamEvent> observer, Consumer<Checkpoint> checkpoints)
            throws InterruptedException;

    /// The same, for a caller that keeps no checkpoints.
    default TurnOutcome await(Deadlines deadlines, Consumer<StreamEvent> observer) throws InterruptedException {
        return await(deadlines, observer, checkpoint -> {});
    }

    /// Hands over every event so far and returns at once, with the outcome if the turn has ended; what a
    /// wrapper that was killed has left behind is ended first.
    Optional<TurnOutcome> poll(Consumer<StreamEvent> observer);

    /// How far everything handed over so far reaches; to be called between two other calls, not by an observer.
    /// Empty when there is more to remember than is worth keeping: then the turn has to be read anew.
    Optional<Checkpoint> checkpoint();

    /// Hands over every event so far and returns at once. Only reads: it signals nothing, deletes nothing and
    /// records nothing, however old the turn is.
    void replay(Consumer<StreamEvent> observer);

    /// Hands over every event as it comes, until the turn has ended and nothing of it is alive any more. Only
    /// reads, like {@link #replay}: no deadline holds but the one that the turn keeps by itself.
    ///
    /// @throws InterruptedException when the caller stops watching; the turn goes on
    void watch(Consumer<StreamEvent> observer) throws InterruptedException;

    /// Which deadline has passed, if the turn still runs; acts on nothing and does not block. For a turn that
    /// nobody awaits.
    Optional<StopReason> overdue(Deadlines deadlines);

    /// Tells the agent something in mid-turn, and answers what became of that; only the agent's own
    /// acknowledgement counts. Blocks for at most a few seconds. Idempotent: a message that is sent again, by
    /// whomever, under the same id reaches the agent once.
    Delivery send(TurnMessage message) throws InterruptedException;

    /// Ends the whole tree of the turn: writes the reason, SIGTERM, the grace, SIGKILL, until nothing is left
    /// of it. Blocks until then. Idempotent; a turn that ended by itself keeps its own outcome.
    void stop(StopReason reason, Duration grace) throws InterruptedException;
}
