package dev.kugetsu.supervisor.capacity;

import dev.kugetsu.supervisor.TurnId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The queue at one moment.
///
/// @param contenders the longest waiting first
/// @param verdicts of those that wait, in the order of the queue
public record QueuePicture(Situation situation, List<Contender> contenders, List<Verdict> verdicts) {

    public QueuePicture {
        contenders = List.copyOf(contenders);
        verdicts = List.copyOf(verdicts);
    }

    /// What is said of one turn; empty when it does not wait.
    public Optional<Verdict> find(TurnId turn) {
        return verdicts.stream()
                .filter(verdict -> verdict.turnId().equals(turn))
                .findFirst();
    }

    /// Turns of the queue that may start now, in the order of the queue.
    public List<Verdict> grantable() {
        var ofQueue = contenders.stream()
                .filter(Contender::isOfQueue)
                .collect(Collectors.toUnmodifiableMap(Contender::turnId, Function.identity()));
        return verdicts.stream()
                .filter(Verdict::isGranted)
                .filter(verdict -> ofQueue.containsKey(verdict.turnId()))
                .toList();
    }

    /// When it is worth looking again although no row changes.
    public Optional<Instant> again() {
        return verdicts.stream()
                .flatMap(verdict -> verdict.hold().flatMap(Verdict.Hold::until).stream())
                .min(Comparator.naturalOrder());
    }

    /// How many turns hold a slot.
    public long running() {
        return contenders.stream().filter(Contender::holdsSlot).count();
    }
}
