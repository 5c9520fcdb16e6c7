package dev.kugetsu.adapters.command;

import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.adapters.TurnOutcome.Status;
import dev.kugetsu.adapters.process.ParserMemory;
import dev.kugetsu.adapters.process.SuddenEnd;
import dev.kugetsu.adapters.process.TurnTally;
import java.util.Optional;
import java.util.regex.Pattern;

/// Judges a turn of a program of which we know only what its description says.
final class CommandVerdict {

    private final TurnTally tally;
    private final Optional<Pattern> sessionNotFound;
    private Optional<Failure> failure = Optional.empty();

    CommandVerdict(TurnTally tally, Optional<Pattern> sessionNotFound) {
        this.tally = tally;
        this.sessionNotFound = sessionNotFound;
    }

    void hear(String line) {
        if (saysSessionNotFound(line)) {
            failure = Optional.of(new Failure(Failure.Kind.SESSION_NOT_FOUND, line.strip()));
        }
    }

    Failure fail(String message) {
        Failure.Kind kind = saysSessionNotFound(message) ? Failure.Kind.SESSION_NOT_FOUND : Failure.Kind.HARNESS_ERROR;
        Failure reported = new Failure(kind, message);
        failure = Optional.of(reported);
        return reported;
    }

    /// Success takes an exit code of 0, an answer and no error; what a line said about a session that is not
    /// there counts only when the program has failed, because an agent may well talk of such a thing.
    TurnOutcome judge(Optional<Integer> exitCode, String stderrTail) {
        if (exitCode.isEmpty()) {
            return tally.lost();
        }
        if (exitCode.get() != 0) {
            Failure reason =
                    failure.orElseGet(() -> SuddenEnd.failure("the program", exitCode.get(), lastLine(stderrTail)));
            return tally.outcome(Status.FAILED, Optional.of(reason), exitCode);
        }
        if (failure.filter(reported -> reported.kind() == Failure.Kind.HARNESS_ERROR)
                .isPresent()) {
            return tally.outcome(Status.FAILED, failure, exitCode);
        }
        return tally.hasText()
                ? tally.outcome(Status.SUCCEEDED, Optional.empty(), exitCode)
                : tally.failed(Failure.Kind.NO_RESULT, "exited well but said nothing", exitCode);
    }

    ParserMemory write(ParserMemory memory) {
        return memory.put(tally).putFailure("failure", failure);
    }

    void read(ParserMemory memory) {
        memory.read(tally);
        failure = memory.findFailure("failure");
    }

    private boolean saysSessionNotFound(String line) {
        return sessionNotFound.filter(pattern -> pattern.matcher(line).find()).isPresent();
    }

    private static String lastLine(String stderrTail) {
        return stderrTail.substring(stderrTail.lastIndexOf('\n') + 1);
    }
}
