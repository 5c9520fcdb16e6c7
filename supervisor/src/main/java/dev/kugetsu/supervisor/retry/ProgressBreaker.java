package dev.kugetsu.supervisor.retry;

import java.time.Duration;
import java.time.Instant;

/// Holds back what fails again and again without getting anywhere. It watches progress, not spending: an agent
/// that does something is never held back, however much it costs. Pure; it forgets by itself, because it looks
/// at a window of time only.
public final class ProgressBreaker {

    /// Failures before this time do not count any more.
    public static final Duration WINDOW = Duration.ofHours(6);

    /// So many failures without progress are no accident.
    public static final int LEAST = 5;

    private static final Duration FIRST = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofHours(1);

    private ProgressBreaker() {}

    /// A time in which nothing is launched.
    public record Break(Instant until, String reason) {}

    /// Twice as long with each further failure, up to an hour.
    public static Break judge(Fruitless fruitless) {
        int beyond = Math.min(Math.max(0, fruitless.failures() - LEAST), 10);
        Duration rest = FIRST.multipliedBy(1L << beyond);
        Duration bounded = rest.compareTo(LONGEST) < 0 ? rest : LONGEST;
        return new Break(fruitless.lastAt().plus(bounded), fruitless.failures() + " attempts in a row got nowhere");
    }
}
