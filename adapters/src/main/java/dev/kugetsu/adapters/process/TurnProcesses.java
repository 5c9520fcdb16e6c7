package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.Checkpoint;
import dev.kugetsu.adapters.FolderRemoval;
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
    private final Lookouts lookouts;

    public TurnProcesses(SystemProcesses processes) {
        this.table = processes.table();
        this.wrapper = new Wrapper(table);
        this.lookouts = processes.lookouts();
    }

    /// Starts the command in a process session of its own and returns when it will be found again whatever
    /// happens to us.
    ///
    /// @throws HarnessException `FAILED` when it was not and never will be started
    public RunningTurn launch(TurnRequest request, AgentCommand command, Dialogue dialogue) throws HarnessException {
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
        return recover(handle, dialogue);
    }

    /// Finds a launched turn again, to be read from its first line; does not block.
    public RunningTurn recover(TurnHandle handle, Dialogue dialogue) {
        return followed(
                handle, new TurnStream(handle.folder(), dialogue.parsers().get()), dialogue);
    }

    /// Finds a launched turn again, to be read from a checkpoint on; does not block.
    public RunningTurn recover(TurnHandle handle, Checkpoint from, Dialogue dialogue) {
        return followed(handle, TurnStream.from(from, handle.folder(), dialogue.parsers()), dialogue);
    }

    private RunningTurn followed(TurnHandle handle, TurnStream stream, Dialogue dialogue) {
        return new FollowedTurn(new TurnProcess(handle, table), stream, lookouts, dialogue);
    }

    /// Decides whether a launch has happened, as [dev.kugetsu.adapters.Harness#settle] promises.
    public Optional<TurnHandle> settle(TurnFolder folder) {
        TurnRecords records = new TurnRecords(folder);
        records.callOff();
        Optional<TurnHandle> launch = records.findLaunch();
        if (launch.isEmpty()) {
            FolderRemoval.removeIfPossible(folder.temporary()); // what was prepared for it
        }
        return launch;
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
