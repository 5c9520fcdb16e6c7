package dev.kugetsu.cli.command;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.TurnReport.Outcome;
import java.util.Optional;

/// How a command ends, as scripts see it; the numbers never change.
public enum ExitCode {
    /// Done, or nothing to do.
    DONE(0),
    /// The work failed.
    FAILED(1),
    /// The request itself is wrong.
    USAGE(2),
    /// Somebody else holds it, or it is there already.
    CONFLICT(3),
    NOT_FOUND(4),
    /// Something that is needed is missing; the message names the command that mends it.
    UNAVAILABLE(5),
    /// A bug of ours.
    BUG(70),
    /// A person or a signal ended it.
    INTERRUPTED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    public static ExitCode of(KugetsuException.Kind kind) {
        return switch (kind) {
            case INVALID_INPUT -> USAGE;
            case CONFLICT -> CONFLICT;
            case NOT_FOUND, GONE -> NOT_FOUND;
            case UNAVAILABLE -> UNAVAILABLE;
            case FAILED -> FAILED;
            case INTERRUPTED -> INTERRUPTED;
        };
    }

    /// @param outcome empty for a turn that was left running
    static ExitCode of(Optional<Outcome> outcome) {
        return switch (outcome.orElse(Outcome.SUCCEEDED)) {
            case SUCCEEDED -> DONE;
            case FAILED, BLOCKED, STOPPED, TIMED_OUT, LOST -> FAILED;
        };
    }
}
