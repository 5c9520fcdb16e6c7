package dev.kugetsu.adapters;

import java.nio.file.Path;

/// The folder in which one turn leaves its traces; the layout is part of the contract and survives versions.
///
/// @param path absolute; exists, mode 0700
public record TurnFolder(Path path) {

    /// What the agent is told, UTF-8, written before the launch and never changed.
    public Path prompt() {
        return path.resolve("prompt");
    }

    /// Everything the harness printed, as it came.
    public Path stdout() {
        return path.resolve("stdout");
    }

    public Path stderr() {
        return path.resolve("stderr");
    }

    /// Made exclusively, by the wrapper with its process identity when it starts, or by whoever calls the
    /// launch off.
    public Path started() {
        return path.resolve("started");
    }

    /// Why the turn is being ended, written before the first signal; absent when it ended by itself.
    public Path stopReason() {
        return path.resolve("stop");
    }

    /// The exit code of the harness, written by rename after its end.
    public Path exit() {
        return path.resolve("exit");
    }

    /// The turn's own folder for temporary files, deleted when the turn has ended.
    public Path temporary() {
        return path.resolve("tmp");
    }

    /// Messages for the agent, where it can take them in mid-turn; made with the first.
    public Path inbox() {
        return path.resolve("inbox");
    }

    /// The harness's own log, when it was asked for.
    public Path harnessLog() {
        return path.resolve("harness.log");
    }
}
