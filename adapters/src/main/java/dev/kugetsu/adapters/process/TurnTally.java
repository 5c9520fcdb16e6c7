package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.adapters.TurnOutcome.Status;
import dev.kugetsu.adapters.Usage;
import java.util.Optional;

/// What a parser has learned of a turn so far, for the outcome that it makes of it. Not thread-safe.
public final class TurnTally {

    private Optional<HarnessSessionId> session = Optional.empty();
    private String text = "";
    private Usage usage = Usage.NONE;

    public void heard(HarnessSessionId id) {
        session = Optional.of(id);
    }

    /// The agent's latest answer, which takes the place of the one before.
    public void heard(String answer) {
        text = answer;
    }

    /// Adds to what was spent.
    public void spent(Usage more) {
        usage = usage.plus(more);
    }

    /// For a parser's memory.
    void write(ParserMemory memory) {
        memory.put("session", session.map(HarnessSessionId::value))
                .put("text", text)
                .put("usage", usage);
    }

    void read(ParserMemory memory) {
        session = memory.find("session").map(HarnessSessionId::new);
        text = memory.text("text");
        usage = memory.usage("usage");
    }

    public boolean hasText() {
        return !text.isEmpty();
    }

    public TurnOutcome succeeded(int exitCode) {
        return outcome(Status.SUCCEEDED, Optional.empty(), Optional.of(exitCode));
    }

    public TurnOutcome failed(Failure.Kind kind, String message, Optional<Integer> exitCode) {
        return outcome(Status.FAILED, Optional.of(new Failure(kind, message)), exitCode);
    }

    /// The process is gone, and neither an exit code nor a last event tells how it ended.
    public TurnOutcome lost() {
        return outcome(Status.LOST, Optional.of(SuddenEnd.lost(text)), Optional.empty());
    }

    public TurnOutcome outcome(Status status, Optional<Failure> failure, Optional<Integer> exitCode) {
        return new TurnOutcome(status, failure, text, usage, session, exitCode);
    }
}
