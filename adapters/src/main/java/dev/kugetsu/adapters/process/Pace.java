package dev.kugetsu.adapters.process;

import java.time.Duration;

/// How long to wait for the next look at a turn: short while there is something new, longer while there is not.
///
/// To look at 50 silent turns every 80 ms costs a hundredth of a core or more for nothing. So that is for where
/// nobody tells; where somebody does, a rare look makes sure that he is not deaf.
enum Pace {
    /// Nobody tells.
    LOOKING(5, 80),
    /// Changes of files are told, the end of the process is not.
    CHANGES_TOLD(80, 80),
    /// Everything is told.
    ALL_TOLD(80, 5_000);

    private final Duration shortest;
    private final Duration longest;

    Pace(long shortestMillis, long longestMillis) {
        this.shortest = Duration.ofMillis(shortestMillis);
        this.longest = Duration.ofMillis(longestMillis);
    }

    /// @param before the last pause
    Duration next(boolean moved, Duration before) {
        Duration longer = before.multipliedBy(3).dividedBy(2);
        return moved || longer.compareTo(shortest) < 0 ? shortest : least(longer, longest);
    }

    static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
