package dev.kugetsu.adapters.process;

import java.time.Duration;

/// How often a growing file is looked at: often while it grows, less often while it rests.
final class Pace {

    private static final Duration SHORTEST = Duration.ofMillis(5);
    private static final Duration LONGEST = Duration.ofMillis(50);

    private Duration pause = SHORTEST;

    void rest(boolean moved) throws InterruptedException {
        Duration longer = pause.multipliedBy(3).dividedBy(2);
        pause = moved ? SHORTEST : longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
        Thread.sleep(pause);
    }
}
