package dev.kugetsu.supervisor.garbage;

import java.time.Duration;
import java.util.Optional;

/// How long what is over is kept.
///
/// @param usual sessions of agents, agents, tasks, messages, and the last reservation of a branch
/// @param reservations those that others have followed
/// @param journal decisions too
record Ages(Duration usual, Duration reservations, Duration journal) {

    private static final Ages USUAL = new Ages(Duration.ofDays(60), Duration.ofDays(7), Duration.ofDays(90));

    /// One age for all instead of the usual ones.
    static Ages of(Optional<Duration> one) {
        return one.map(age -> new Ages(age, age, age)).orElse(USUAL);
    }
}
