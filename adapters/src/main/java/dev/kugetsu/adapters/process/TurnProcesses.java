package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.TurnFolder;
import dev.kugetsu.adapters.TurnHandle;
import dev.kugetsu.adapters.TurnRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Launches the process of a turn and finds it again; what every harness with a command line is built upon.
/// Thread-safe, keeps no state of its turns.
public final class TurnProcesses {

    private final ProcessTable table;
    private final Wrapper wrapper;

    public TurnProcesses(SystemProcesses processes) {
        this.table = processes.table();
        this.wrapper = new Wrapper(table);
    }

    /// Starts the command in a process session of its own and returns when it will be found again whatever
    /// happens to us.
    ///
    /// @param parser fresh; belongs to the turn from now on
    /// @throws HarnessException `FAILED` when it was not and never will be started
    public RunningTurn launch(TurnRequest request, AgentCommand command, OutputParser parser) throws HarnessException {
        Map<String, String> environment = new HashMap<>(command.environment());
        environment.putAll(request.environment()); // says what the turn works on, whatever the adapter brings along
        TurnFolder folder = request.folder();
        TurnHandle handle = wrapper.start(new Launch(
                request.turnId(),
                folder,
                command.command(),
                request.directory(),
                environment,
                stdin(request, command),
                folder.stdout(),
                folder.stderr(),
                request.deadlines().turn()));
        return recover(handle, parser);
    }

    /// Finds a launched turn again; does not block.
    ///
    /// @param parser fresh; will see the turn from its first line
    public RunningTurn recover(TurnHandle handle, OutputParser parser) {
        return new FollowedTurn(new TurnProcess(handle, table), parser);
    }

    /// Decides whether a launch has happened, as [dev.kugetsu.adapters.Harness#settle] promises.
    public Optional<TurnHandle> settle(TurnFolder folder) {
        TurnRecords records = new TurnRecords(folder);
        records.callOff();
        return records.findLaunch();
    }

    private static Path stdin(TurnRequest request, AgentCommand command) throws HarnessException {
        return switch (command.stdin()) {
            case NOTHING -> Launch.NO_INPUT;
            case PROMPT -> {
                Path prompt = request.folder().prompt();
                if (!Files.isReadable(prompt)) {
                    throw new HarnessException(
                            HarnessException.Kind.FAILED,
                            "turn " + request.turnId() + " could not be started: its prompt cannot be read: " + prompt);
                }
                yield prompt;
            }
        };
    }
}
