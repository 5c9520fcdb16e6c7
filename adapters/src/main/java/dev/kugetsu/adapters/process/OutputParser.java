package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.HarnessEvent;
import dev.kugetsu.adapters.TurnOutcome;
import java.util.List;
import java.util.Optional;

/// Understands what one harness prints in one turn. Fed from the first line on, by one thread; keeps state.
public interface OutputParser {

    /// Reads one line of standard output, without its line end; malformed input is a `LineSkipped`, never an
    /// exception.
    List<HarnessEvent> stdout(String line);

    /// Reads one line of standard error, without its line end.
    List<HarnessEvent> stderr(String line);

    /// What it has understood so far, in words of its own, for a fresh one to {@link #resume}; empty when it
    /// cannot be told.
    Optional<String> memory();

    /// Takes over, before the first line, what another one of its kind has understood.
    ///
    /// @throws IllegalArgumentException when these are words of another kind or version; then it is of no more
    ///   use
    void resume(String memory);

    /// Judges a turn that was not ended by us, after its last line.
    ///
    /// @param exitCode the harness's exit code, or empty when its process is gone and nobody saw it
    /// @param stderrTail the last lines of standard error, each from its begin on, at most 2,000 characters
    TurnOutcome judge(Optional<Integer> exitCode, String stderrTail);

    /// What is known of the turn when we have ended it ourselves: text, usage and session so far.
    TurnOutcome interrupted(TurnOutcome.Status status, Optional<Failure> failure);
}
