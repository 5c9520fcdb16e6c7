package dev.kugetsu.adapters;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One prompt for one session.
///
/// @param turnId our id of the turn; every process of the turn carries it in its environment as `KUGETSU_TURN_ID`
/// @param folder the turn's own folder; holds the prompt, receives everything the turn leaves
/// @param directory the absolute folder that the agent works in
/// @param session the session to go on with, or empty for a new one
/// @param title what the harness's own lists show for a new session
/// @param model the harness's own name of the model
/// @param environment added to what the agent inherits from us
/// @param hookProgram what the harness calls, with `hook <harness> <event>` and its own JSON, when something happens,
///   if it can be told to when it starts; empty when nobody wants to know
public record TurnRequest(
        String turnId,
        TurnFolder folder,
        Path directory,
        Optional<HarnessSessionId> session,
        String title,
        Optional<String> model,
        List<PermissionRule> permissions,
        Map<String, String> environment,
        Optional<Path> hookProgram,
        Deadlines deadlines,
        Diagnostics diagnostics) {

    /// How much the harness is asked to say of itself.
    public enum Diagnostics {
        NORMAL,
        /// The harness's own log is kept in the turn's folder as `harness.log`.
        DEBUG
    }

    public TurnRequest {
        permissions = List.copyOf(permissions);
        environment = Map.copyOf(environment);
    }
}
