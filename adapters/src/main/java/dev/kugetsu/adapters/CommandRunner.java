package dev.kugetsu.adapters;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs a command of the user's, such as a setup script, to its end. Thread-safe.
public interface CommandRunner {

    /// Runs the command in a process session of its own, marked with the turn's id, with nothing on its
    /// standard input; blocks until nothing of it is alive.
    ///
    /// @throws HarnessException `FAILED` when it cannot be started
    Result run(Request request) throws HarnessException, InterruptedException;

    /// Ends what lives of a run with this output whose process of ours died in it, and removes what it has left, as
    /// far as that is possible; nothing to do is success.
    void discard(Path output) throws InterruptedException;

    /// What is to be run.
    ///
    /// @param environment added to ours
    /// @param output receives both of its output streams; replaced if it is there
    /// @param timeout after which the whole tree is ended
    record Request(
            String turnId,
            List<String> command,
            Path directory,
            Map<String, String> environment,
            Path output,
            Duration timeout) {

        public Request {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }
    }

    /// How it ended.
    ///
    /// @param exitCode empty when the time ran out
    record Result(Optional<Integer> exitCode) {}
}
