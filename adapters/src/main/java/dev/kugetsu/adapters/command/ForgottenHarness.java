package dev.kugetsu.adapters.command;

import dev.kugetsu.adapters.Capabilities;
import dev.kugetsu.adapters.Checkpoint;
import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.Fingerprint;
import dev.kugetsu.adapters.ForkRequest;
import dev.kugetsu.adapters.Harness;
import dev.kugetsu.adapters.HarnessEvent;
import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.HarnessSession;
import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.adapters.InteractiveCommand;
import dev.kugetsu.adapters.InteractiveRequest;
import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.TurnFolder;
import dev.kugetsu.adapters.TurnHandle;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.adapters.TurnRequest;
import dev.kugetsu.adapters.Usage;
import dev.kugetsu.adapters.process.Dialogue;
import dev.kugetsu.adapters.process.OutputParser;
import dev.kugetsu.adapters.process.Steering;
import dev.kugetsu.adapters.process.TurnProcesses;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A harness whose description is gone. The turns that it launched before are found again, watched and stopped
/// like all others, because that is the same for every harness; nobody understands what they print, and none is
/// launched.
public final class ForgottenHarness implements Harness {

    private final String name;
    private final TurnProcesses turns;

    public ForgottenHarness(String name, TurnProcesses turns) {
        this.name = name;
        this.turns = turns;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of();
    }

    @Override
    public Fingerprint fingerprint() throws HarnessException {
        throw missing();
    }

    @Override
    public Optional<String> defaultModel(Path directory) {
        return Optional.empty();
    }

    @Override
    public RunningTurn start(TurnRequest request) throws HarnessException {
        throw missing();
    }

    @Override
    public Optional<TurnHandle> settle(TurnFolder folder) {
        return turns.settle(folder);
    }

    @Override
    public RunningTurn recover(TurnHandle handle) {
        return turns.recover(handle, dialogue());
    }

    @Override
    public RunningTurn recover(TurnHandle handle, Checkpoint from) {
        return turns.recover(handle, from, dialogue());
    }

    private Dialogue dialogue() {
        return new Dialogue(
                Unread::new, new Steering.None("harness '" + name + "' is not configured any more; " + next()));
    }

    @Override
    public HarnessSessionId fork(ForkRequest request) throws HarnessException {
        throw missing();
    }

    @Override
    public void discardFork(String key, Path directory) throws HarnessException {
        throw missing();
    }

    @Override
    public void deleteSession(HarnessSessionId session, Path directory) throws HarnessException {
        throw missing();
    }

    @Override
    public List<HarnessSession> listSessions(Path directory) throws HarnessException {
        throw missing();
    }

    @Override
    public List<Path> listAbandoned() {
        return List.of();
    }

    @Override
    public Optional<InteractiveCommand> interactive(InteractiveRequest request) {
        return Optional.empty();
    }

    private HarnessException missing() {
        return new HarnessException(
                HarnessException.Kind.MISSING, "harness '" + name + "' is not configured any more; " + next());
    }

    private String next() {
        return "describe it again as [harnesses." + name + "] in config.toml";
    }

    /// Output that nobody can read: not an event, not an answer, not a success.
    private final class Unread implements OutputParser {

        @Override
        public List<HarnessEvent> stdout(String line) {
            return List.of();
        }

        @Override
        public List<HarnessEvent> stderr(String line) {
            return List.of();
        }

        @Override
        public Optional<String> memory() {
            return Optional.empty();
        }

        @Override
        public void resume(String memory) {
            // whatever another has understood is of no use here
        }

        @Override
        public TurnOutcome judge(Optional<Integer> exitCode, String stderrTail) {
            String message = "its process is gone"
                    + exitCode.map(code -> " with exit code " + code).orElse("")
                    + ", and its harness '" + name + "' is not configured any more, so nobody can tell how it ended; "
                    + next() + " to go on, `kugetsu logs --raw` shows what it said";
            return outcome(
                    TurnOutcome.Status.LOST, Optional.of(new Failure(Failure.Kind.PROCESS_GONE, message)), exitCode);
        }

        @Override
        public TurnOutcome interrupted(TurnOutcome.Status status, Optional<Failure> failure) {
            return outcome(status, failure, Optional.empty());
        }

        private TurnOutcome outcome(TurnOutcome.Status status, Optional<Failure> failure, Optional<Integer> exitCode) {
            return new TurnOutcome(status, failure, "", Usage.NONE, Optional.empty(), exitCode);
        }
    }
}
