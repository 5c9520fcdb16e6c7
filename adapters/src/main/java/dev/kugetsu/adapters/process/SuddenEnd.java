package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.Failure;
import java.util.Map;
import java.util.Optional;

/// What is told of a turn whose program has ended without explaining itself.
public final class SuddenEnd {

    /// A shell tells a program that a signal has ended by 128 and the signal's number.
    private static final int BY_SIGNAL = 128;

    /// Signals by which nobody asks a program to end, and what they mean. POSIX gives them these numbers, but for
    /// SIGILL, SIGTRAP, SIGBUS and SIGSEGV, which are those of Linux.
    private static final Map<Integer, String> DEADLY = Map.of(
            4, "SIGILL, so it has crashed",
            5, "SIGTRAP, so it has crashed",
            6, "SIGABRT, so it has crashed",
            7, "SIGBUS, so it has crashed",
            8, "SIGFPE, so it has crashed",
            9, "SIGKILL, as the system does when memory is short",
            11, "SIGSEGV, so it has crashed");

    private SuddenEnd() {}

    /// The failure of a program that has ended with another exit code than 0.
    ///
    /// @param program what a person calls it
    /// @param said what it has said about it, in one line; may be empty
    public static Failure failure(String program, int exitCode, String said) {
        Optional<String> killer = Optional.ofNullable(DEADLY.get(exitCode - BY_SIGNAL));
        return new Failure(
                killer.isPresent() ? Failure.Kind.PROCESS_GONE : Failure.Kind.HARNESS_ERROR,
                program
                        + killer.map(signal -> " was killed by " + signal + " (exit code " + exitCode + ")")
                                .orElse(" ended with exit code " + exitCode)
                        + (said.isEmpty() ? "" : ": " + said));
    }

    /// The failure of a turn that has left neither an exit code nor a last event: its wrapper could not write down
    /// how it ended.
    ///
    /// @param text what the agent has said last; may be empty
    public static Failure lost(String text) {
        String answer = text.isEmpty()
                ? "no answer was seen"
                : "what the agent said until then is there, and nobody can tell whether that was all";
        return new Failure(
                Failure.Kind.PROCESS_GONE,
                "the process that watches over it was killed, or the system went down, and what was left of it was "
                        + "ended; " + answer);
    }
}
