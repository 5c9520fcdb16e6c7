package dev.kugetsu.supervisor.hook;

import dev.kugetsu.adapters.hook.HookCall;
import dev.kugetsu.adapters.hook.HookDialect;
import dev.kugetsu.adapters.hook.HookDialects;
import dev.kugetsu.adapters.hook.HookKind;
import dev.kugetsu.adapters.hook.UnreadableHook;
import dev.kugetsu.supervisor.lock.LockGlance;
import dev.kugetsu.supervisor.lock.PathKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// Answers what can be answered without a supervisor: that nothing is in the way of an edit. Agents wait for
/// that at each of them, and mostly nothing is.
///
/// @param directory where the hook was called, for harnesses that do not say where the agent is
public record HookGlance(LockGlance locks, Path directory) {

    /// Whether silence is the answer for certain.
    ///
    /// @throws UnreadableHook when the call cannot be understood
    /// @throws IOException when the locks cannot be read now
    public boolean isSilence(String harness, String event, String input) throws UnreadableHook, IOException {
        Optional<HookDialect> dialect = HookDialects.find(harness);
        if (dialect.isEmpty()) {
            return false;
        }
        HookCall call = dialect.get().parse(event, input.getBytes(StandardCharsets.UTF_8));
        // What is wrong with a call is written down by whoever answers it.
        if (call.kind() != HookKind.BEFORE_TOOL || call.fault().isPresent()) {
            return false;
        }
        for (Path path : call.editedPaths()) {
            Optional<PathKeys.Place> place = PathKeys.find(call.directory().orElse(directory), path.toString());
            if (place.isPresent() && !locks.isCertainlyFree(place.get().key())) {
                return false;
            }
        }
        return true;
    }
}
