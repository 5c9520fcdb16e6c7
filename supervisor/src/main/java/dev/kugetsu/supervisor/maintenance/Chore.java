package dev.kugetsu.supervisor.maintenance;

import java.io.IOException;
import java.time.Duration;

/// Something that has to be done again and again.
///
/// @param name what the log calls it
/// @param interval from the end of one time to the next
record Chore(String name, Duration interval, Work work) {

    /// Does it once. What fails is tried again after the interval.
    @FunctionalInterface
    interface Work {
        void run() throws IOException, InterruptedException;
    }
}
