package dev.kugetsu.supervisor.mcp;

import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination;
import java.util.Optional;

/// A request over HTTP, whose sender has been let in.
///
/// @param session the id that the server has given
/// @param version of the protocol, as the client has understood it
/// @param agentToken of the agent that asks; empty for the user
/// @param coordination does what whoever asks may do
/// @param caller who asks, if this request begins a session
public record HttpVisit(
        Optional<String> session,
        Optional<String> version,
        Optional<String> agentToken,
        Coordination coordination,
        Caller caller) {

    /// The same of the agent session of that id.
    HttpVisit as(String agentSession) {
        return new HttpVisit(session, version, agentToken, coordination, caller.asSession(agentSession));
    }
}
