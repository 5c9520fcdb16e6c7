package dev.kugetsu.supervisor.mcp;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination;
import java.util.Optional;
import java.util.function.Supplier;

/// A request over HTTP, whose sender has been let in.
///
/// @param session the id that the server has given
/// @param version of the protocol, as the client has understood it
/// @param agentToken of the agent that asks; empty for the user
/// @param coordination does what whoever asks may do
/// @param caller who asks, if this request begins a session
/// @param peer finds the program that has sent it, as far as that can be told
/// @param watch interrupts this thread when the client hangs up, until it is closed
public record HttpVisit(
        Optional<String> session,
        Optional<String> version,
        Optional<String> agentToken,
        Coordination coordination,
        Caller caller,
        Supplier<Optional<ProcessIdentity>> peer,
        Supplier<Watch> watch) {

    /// Somebody who looks whether the client is there.
    @FunctionalInterface
    public interface Watch extends AutoCloseable {

        @Override
        void close();
    }

    /// The same of somebody who is known: by what the address says, or by the program, which may speak to
    /// us in other ways too, or else that of the session.
    HttpVisit named(String sessionId) {
        if (caller.session().isPresent() || agentToken.isPresent()) {
            return this;
        }
        return peer.get().map(caller::asProcess).map(this::by).orElseGet(() -> by(caller.asSession(sessionId)));
    }

    private HttpVisit by(Caller somebody) {
        return new HttpVisit(session, version, agentToken, coordination, somebody, peer, watch);
    }
}
