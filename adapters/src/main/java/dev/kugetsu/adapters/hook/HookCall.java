package dev.kugetsu.adapters.hook;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// One call of a hook by a harness, understood.
///
/// @param harness whose call this is, as [HookDialect#harness] names it
/// @param event the harness's own name of the event, as it belongs into the answer
/// @param session the harness's own id of the session
/// @param directory where the agent works
/// @param tool what it uses; only of [HookKind#BEFORE_TOOL] and [HookKind#AFTER_TOOL]
/// @param isContinuation a hook has already sent the agent on in this turn; who does so again may never let
///     it stop
/// @param end why the session has ended; only of [HookKind#SESSION_ENDED]
/// @param fault what could not be understood of it, in words of ours; the rest counts nevertheless
public record HookCall(
        String harness,
        HookKind kind,
        String event,
        Optional<String> session,
        Optional<Path> directory,
        Optional<ToolUse> tool,
        boolean isContinuation,
        Optional<SessionEnd> end,
        Optional<String> fault) {

    /// What a tool does to files.
    public enum Effect {
        /// It writes, moves or deletes the named files.
        EDITS_FILES,
        /// It edits no file that could be named beforehand: it reads, asks, or runs a command.
        OTHER
    }

    /// A tool that is used.
    ///
    /// @param name the harness's own name of the tool
    /// @param paths the files that it edits, absolute or relative to the directory of the call, as they were
    ///     given: links are not followed; empty if it edits none, or says of none
    public record ToolUse(String name, Effect effect, List<Path> paths) {

        public ToolUse {
            paths = List.copyOf(paths);
        }

        /// Whether files are edited, even where it cannot be told which.
        public boolean editsFiles() {
            return effect == Effect.EDITS_FILES;
        }
    }

    /// Why a session has ended.
    public enum SessionEnd {
        /// The user began anew in the same program.
        CLEARED,
        /// The user went on with another session in the same program.
        RESUMED,
        /// The user has logged out.
        LOGGED_OUT,
        /// The program has ended, or the session is done.
        EXITED,
        /// The harness gave a reason that we do not know, or none.
        OTHER
    }

    /// The files that are edited by the tool of this call.
    public List<Path> editedPaths() {
        return tool.map(ToolUse::paths).orElse(List.of());
    }
}
