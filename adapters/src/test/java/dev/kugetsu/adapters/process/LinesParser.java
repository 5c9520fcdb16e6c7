package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.HarnessEvent;
import dev.kugetsu.adapters.HarnessEvent.TextProduced;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.adapters.TurnOutcome.Status;
import dev.kugetsu.adapters.Usage;
import java.util.List;
import java.util.Optional;

/// Takes every line for something the agent says, and the exit code for the whole truth.
final class LinesParser implements OutputParser {

    static final Dialogue DIALOGUE = new Dialogue(LinesParser::new, new Steering.None("nobody listens"));

    private String last = "";

    @Override
    public List<HarnessEvent> stdout(String line) {
        last = line;
        return List.of(new TextProduced(line));
    }

    @Override
    public List<HarnessEvent> stderr(String line) {
        return List.of();
    }

    @Override
    public Optional<String> memory() {
        return Optional.of(last);
    }

    @Override
    public void resume(String memory) {
        last = memory;
    }

    @Override
    public TurnOutcome judge(Optional<Integer> exitCode, String stderrTail) {
        if (exitCode.isEmpty()) {
            return outcome(Status.LOST, Optional.of(new Failure(Failure.Kind.PROCESS_GONE, "gone")), exitCode);
        }
        return exitCode.get() == 0
                ? outcome(Status.SUCCEEDED, Optional.empty(), exitCode)
                : outcome(Status.FAILED, Optional.of(new Failure(Failure.Kind.HARNESS_ERROR, stderrTail)), exitCode);
    }

    @Override
    public TurnOutcome interrupted(Status status, Optional<Failure> failure) {
        return outcome(status, failure, Optional.empty());
    }

    private TurnOutcome outcome(Status status, Optional<Failure> failure, Optional<Integer> exitCode) {
        return new TurnOutcome(status, failure, last, Usage.NONE, Optional.empty(), exitCode);
    }
}
