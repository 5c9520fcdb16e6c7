package dev.kugetsu.supervisor.mcp;

import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.Verb;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import java.util.Map;
import java.util.function.Supplier;

/// Whoever uses a tool.
///
/// @param coordination waits until there is one
record Guest(Supplier<Coordination> coordination, Caller caller) {

    private static final String KEY = "guest";

    <Q extends Record, R> R perform(Verb<Q, R> verb, Q request) {
        return coordination.get().perform(verb, request, caller, Mode.COMMIT);
    }

    /// The same as the agent session of that id.
    Guest as(String agentSession) {
        return new Guest(coordination, caller.asSession(agentSession));
    }

    /// What the SDK hands on to whatever answers the request.
    McpTransportContext context() {
        return McpTransportContext.create(Map.of(KEY, this));
    }

    /// The one whose request is being answered.
    static Guest of(McpSyncServerExchange exchange) {
        return (Guest) exchange.transportContext().get(KEY);
    }
}
