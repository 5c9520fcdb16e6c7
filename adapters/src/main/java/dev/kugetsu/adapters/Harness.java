package dev.kugetsu.adapters;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// An external coding-agent program that we can drive without a person in front of it.
///
/// Implementations are thread-safe and keep no state between calls: whatever must survive a crash is in the
/// turn's folder or in the harness's own store. Every method may block for seconds, because most of them run a
/// program.
public interface Harness {

    /// The name that users type and rows hold, such as `opencode`; lower case, never changes.
    String name();

    /// What this harness can do; constant, does not block.
    Capabilities capabilities();

    /// Finds the program and asks it for its version.
    ///
    /// @throws HarnessException `MISSING` when there is no such program, `FAILED` when it does not answer
    Fingerprint fingerprint() throws HarnessException;

    /// The model that a turn would use if none were named, or empty when only the harness itself knows.
    ///
    /// @param directory the absolute folder whose configuration counts
    Optional<String> defaultModel(Path directory) throws HarnessException;

    /// Launches one turn and returns as soon as its process exists; the prompt must already lie in the turn's
    /// folder.
    ///
    /// The process survives ours. At most one turn of a harness session may run at a time: the caller sees to
    /// that, because several harnesses do not. A launch that {@link #settle} has called off never happens.
    ///
    /// @throws HarnessException when the process could not be started; then nothing of it is left
    RunningTurn start(TurnRequest request) throws HarnessException;

    /// Decides once and for all whether a launch that nobody saw succeed has happened.
    ///
    /// Call it when the process that called {@link #start} has died before it stored the handle. Returns the
    /// handle of the process that runs or ran, or empty; after an empty answer the launch can never happen any
    /// more. Idempotent.
    Optional<TurnHandle> settle(TurnFolder folder);

    /// Finds a launched turn again, whether it still runs or has ended long ago; does not block on the turn.
    RunningTurn recover(TurnHandle handle);

    /// Finds a launched turn again, to go on reading where somebody has stopped. A checkpoint that cannot be
    /// understood, such as one of another version of ours, is passed over: then all is read from the first
    /// byte.
    RunningTurn recover(TurnHandle handle, Checkpoint from);

    /// Makes a session that has the history of a base session and works in another folder, without a model
    /// call.
    ///
    /// Idempotent for one `key`: when it is called again after a crash it returns the session that is there, or
    /// finishes the half-made one.
    ///
    /// @throws HarnessException `SESSION_NOT_FOUND` when the base is gone, `FAILED` otherwise
    HarnessSessionId fork(ForkRequest request) throws HarnessException;

    /// Removes whatever a call of {@link #fork} with this key has made; nothing to do is success.
    void discardFork(String key, Path directory) throws HarnessException;

    /// Deletes a session from the harness's own store; a session that is already gone is success.
    ///
    /// @param directory the folder that the session is bound to; need not exist any more
    void deleteSession(HarnessSessionId session, Path directory) throws HarnessException;

    /// Lists every session of the harness's own store that belongs to the repository of this folder.
    ///
    /// @throws HarnessException when the store cannot be read; that never means that a session is gone
    List<HarnessSession> listSessions(Path directory) throws HarnessException;

    /// Lists what calls that were killed have left in the folder that the adapter keeps for itself, and that nobody
    /// will use any more; only reads. What a call that is under way needs is never among it.
    ///
    /// @throws HarnessException when that folder cannot be read
    List<Path> listAbandoned() throws HarnessException;

    /// The command that opens the harness's own interface on a terminal, or empty when it has none.
    Optional<InteractiveCommand> interactive(InteractiveRequest request) throws HarnessException;
}
