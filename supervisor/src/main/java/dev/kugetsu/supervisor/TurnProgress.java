package dev.kugetsu.supervisor;

import dev.kugetsu.adapters.HarnessEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// One step on the way of a turn.
public sealed interface TurnProgress {

    /// The turn is recorded and has its id.
    record Accepted(SessionId session, TurnId turn) implements TurnProgress {}

    /// The turn waits for a slot.
    ///
    /// @param reason such as `3 of 3 slots are taken`
    record Waiting(String reason) implements TurnProgress {}

    /// The worktree is ready.
    ///
    /// @param base such as `main@1a2b3c4 (2 behind origin/main)`
    record WorktreeReady(Path directory, String branch, String base, Duration took) implements TurnProgress {}

    /// The setup command has run.
    record SetupDone(String command, Duration took) implements TurnProgress {}

    /// The session is forked from the base.
    record SessionForked(String harnessSessionId, String base, Duration took) implements TurnProgress {}

    /// The agent's process is there.
    record Launched(long pid, Path folder) implements TurnProgress {}

    /// The agent or its harness has done something.
    record AgentActed(HarnessEvent event) implements TurnProgress {}

    /// Something that the user should know and that stops nothing.
    record Warned(String message, Optional<String> next) implements TurnProgress {}
}
