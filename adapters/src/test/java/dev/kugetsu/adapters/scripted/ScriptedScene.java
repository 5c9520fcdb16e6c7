package dev.kugetsu.adapters.scripted;

import dev.kugetsu.adapters.Deadlines;
import dev.kugetsu.adapters.HarnessEvent;
import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.adapters.PermissionRule;
import dev.kugetsu.adapters.RunningTurn;
import dev.kugetsu.adapters.StopReason;
import dev.kugetsu.adapters.TurnFolder;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.adapters.TurnRequest;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.adapters.process.TurnProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A folder in which scripts are played, and all that was heard of them.
final class ScriptedScene {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Deadlines DEADLINES = new Deadlines(LIMIT, LIMIT, LIMIT);

    final ScriptedHarness harness;
    final Path directory;
    final List<HarnessEvent> events = new ArrayList<>();
    List<PermissionRule> permissions = List.of();
    private final Path root;
    private final List<RunningTurn> launched = new ArrayList<>();

    ScriptedScene(Path root) throws IOException {
        this.root = root;
        harness = new ScriptedHarness(new TurnProcesses(SystemProcesses.detect()), root.resolve("state"));
        directory = Files.createDirectories(root.resolve("agent"));
    }

    TurnOutcome play(String script) throws Exception {
        return play(Optional.empty(), script);
    }

    TurnOutcome play(Optional<HarnessSessionId> session, String script) throws Exception {
        return await(start(session, script));
    }

    RunningTurn start(String script) throws Exception {
        return start(Optional.empty(), script);
    }

    private RunningTurn start(Optional<HarnessSessionId> session, String script) throws Exception {
        String turnId = "t-" + UUID.randomUUID();
        TurnFolder folder =
                new TurnFolder(Files.createDirectories(root.resolve("turns").resolve(turnId)));
        Files.writeString(folder.prompt(), script);
        RunningTurn turn = harness.start(new TurnRequest(
                turnId,
                folder,
                directory,
                session,
                "a title",
                Optional.empty(),
                permissions,
                Map.of(),
                Optional.empty(),
                DEADLINES,
                TurnRequest.Diagnostics.NORMAL));
        launched.add(turn);
        return turn;
    }

    TurnOutcome await(RunningTurn turn) throws Exception {
        return turn.await(DEADLINES, event -> events.add(event.event()));
    }

    /// Ends what still plays.
    void end() throws InterruptedException {
        for (RunningTurn turn : launched) {
            turn.stop(StopReason.REQUESTED, Duration.ZERO);
        }
    }
}
