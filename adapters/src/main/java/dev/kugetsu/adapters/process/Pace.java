package dev.kugetsu.adapters.process;

import java.time.Duration;

/// How often a growing file is looked at: often while it grows, less often while it rests.
///
/// Looking is chosen over being told (inotify): that is one kernel instance for each program or turn, of which
/// a user has 128, and it says nothing on network file systems and little on macOS. Measured on two busy cores:
/// to follow 50 turns costs a tenth of a core; 99 of 100 lines are seen within 115 ms when 50 turns write twice
/// a second.
final class Pace {

    private static final Duration SHORTEST = Duration.ofMillis(5);
    private static final Duration LONGEST = Duration.ofMillis(80);

    private Duration pause = SHORTEST;

    void rest(boolean moved) throws InterruptedException {
        Duration longer = pause.multipliedBy(3).dividedBy(2);
        pause = moved ? SHORTEST : longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
        Thread.sleep(pause);
    }
}
