package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.Deadlines;
import dev.kugetsu.adapters.HarnessEvent.TextProduced;
import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.StreamEvent;
import dev.kugetsu.adapters.TurnFolder;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.adapters.TurnRequest;
import dev.kugetsu.adapters.process.AgentCommand.Stdin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// One turn of a test: a shell script as its agent, a folder, and all that was heard of it.
final class Scene {

    static final Duration MOMENT = Duration.ofMillis(300);
    static final Duration LONG = Duration.ofMinutes(5);

    final SystemProcesses processes;
    final TurnProcesses turns;
    final String turnId;
    final TurnFolder folder;
    final Path directory;
    final List<StreamEvent> events = new ArrayList<>();
    Deadlines deadlines = new Deadlines(LONG, LONG, LONG);

    Scene(Path root) throws IOException {
        this(root, SystemProcesses.detect());
    }

    Scene(Path root, SystemProcesses processes) throws IOException {
        this(root, "t-" + UUID.randomUUID(), processes);
    }

    /// The same scene from another program: a turn that is already prepared is left as it is.
    Scene(Path root, String turnId, SystemProcesses processes) throws IOException {
        this.turnId = turnId;
        this.processes = processes;
        this.turns = new TurnProcesses(processes);
        folder = new TurnFolder(Files.createDirectories(root.resolve(turnId)));
        directory = Files.createDirectories(root.resolve("work"));
        Files.writeString(folder.prompt(), "the prompt");
    }

    RunningTurn launch(String script, String... arguments) throws HarnessException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "agent"));
        command.addAll(List.of(arguments));
        return launch(new AgentCommand(command, Map.of(), Stdin.PROMPT));
    }

    RunningTurn launch(AgentCommand command) throws HarnessException {
        return turns.launch(request(), command, LinesParser.DIALOGUE);
    }

    TurnRequest request() {
        return new TurnRequest(
                turnId,
                folder,
                directory,
                Optional.empty(),
                "a title",
                Optional.empty(),
                List.of(),
                Map.of(),
                Optional.empty(),
                deadlines,
                TurnRequest.Diagnostics.NORMAL);
    }

    TurnOutcome await(RunningTurn turn) throws InterruptedException {
        return turn.await(deadlines, events::add);
    }

    List<String> texts() {
        return events.stream()
                .map(StreamEvent::event)
                .filter(TextProduced.class::isInstance)
                .map(event -> ((TextProduced) event).text())
                .toList();
    }

    boolean isAnythingAlive() {
        return processes.table().snapshot().stream()
                .anyMatch(entry -> entry.turn().equals(Optional.of(turnId))
                        || entry.wrapped().equals(Optional.of(turnId)));
    }

    /// Leaves nothing of the turn behind, however the test went.
    void endAll() throws InterruptedException {
        processes.endMarked(turnId, Duration.ZERO);
    }
}
