package dev.kugetsu.supervisor;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The queue: turns that were handed over and wait for a slot, for a time, or for something to be spared.
public interface TurnQueue {

    /// Tells what waits and why, as of now.
    QueueView list();

    /// Calls off turns that wait: the named one, or all of the named session. A first turn takes its session
    /// with it.
    ///
    /// @return those that were called off, in the order of the queue
    /// @throws KugetsuException `NOT_FOUND`, `CONFLICT` when the named turn does not wait any more
    List<QueuedTurn> cancel(SessionRef ref);

    /// Takes nothing from the queue from now on; what runs goes on. Idempotent.
    ///
    /// @param reason what lists are to say
    void pause(String reason);

    /// Goes on.
    ///
    /// @return whether it was paused
    boolean resume();

    /// The queue at one moment.
    ///
    /// @param pause present while it is paused
    /// @param isServed whether a daemon takes turns from it
    /// @param running how many turns hold a slot
    /// @param slots how many may
    /// @param notices what holds for more than one turn, one line each
    /// @param turns in the order of the queue
    record QueueView(
            Optional<Pause> pause,
            boolean isServed,
            int running,
            int slots,
            List<String> notices,
            List<QueuedTurn> turns) {
        public QueueView {
            notices = List.copyOf(notices);
            turns = List.copyOf(turns);
        }
    }

    /// Since when the queue is paused, and why.
    record Pause(Instant since, String reason) {}

    /// A turn that waits.
    ///
    /// @param issueRef empty for a session without an issue
    /// @param conductor `queue`, or `caller` for one whose own process waits
    /// @param number counts the turns of its session from 1
    /// @param attempt counts its launches from 1
    /// @param priority higher goes first
    /// @param place among all that wait, from 1
    /// @param reason why it waits, in one line
    /// @param notBefore when it is tried again, after a failure
    record QueuedTurn(
            String turnId,
            String sessionId,
            Optional<String> issueRef,
            String project,
            String harness,
            String conductor,
            int number,
            int attempt,
            int priority,
            int place,
            String reason,
            Instant createdAt,
            Optional<Instant> notBefore) {}
}
