package dev.kugetsu.supervisor.api;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.api.Operation.Parameter;
import dev.kugetsu.supervisor.mcp.HttpReply;
import dev.kugetsu.supervisor.mcp.HttpServer;
import dev.kugetsu.supervisor.mcp.HttpVisit;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Answers at `/mcp`, where programs of agents speak the Model Context Protocol. Thread-safe.
final class McpAnswers implements AutoCloseable {

    static final String PATH = "/mcp";
    static final String SESSION = "Mcp-Session-Id";

    /// They are looked at when a session begins.
    static final List<Parameter> PARAMETERS =
            List.of(CoordinationOperations.AS, CoordinationOperations.PROJECT, CoordinationOperations.DIRECTORY);

    private final String version;
    private final Clock clock;
    private final Function<InetSocketAddress, Optional<ProcessIdentity>> peers;
    private final Predicate<ProcessIdentity> isDead;
    private @Nullable HttpServer server;

    /// @param peers finds the program that has a connection to us
    /// @param isDead tells which programs have provably ended
    McpAnswers(
            String version,
            Clock clock,
            Function<InetSocketAddress, Optional<ProcessIdentity>> peers,
            Predicate<ProcessIdentity> isDead) {
        this.version = version;
        this.clock = clock;
        this.peers = peers;
        this.isDead = isDead;
    }

    /// What has come, behind the doors.
    ///
    /// @param agentToken of the agent that asks; empty for the user
    /// @param peer where on this machine it comes from; empty when it came over the socket
    /// @param watch interrupts whoever answers when the client hangs up
    record Arrival(
            String method,
            Call call,
            Optional<String> session,
            Optional<String> protocol,
            Optional<String> agentToken,
            Optional<InetSocketAddress> peer,
            Supplier<HttpVisit.Watch> watch,
            String body) {}

    HttpReply answer(Arrival arrival, Supervisor supervisor) {
        HttpVisit visit = new HttpVisit(
                arrival.session(),
                arrival.protocol(),
                arrival.agentToken(),
                supervisor.coordination(),
                CoordinationOperations.agent(arrival.call()),
                () -> arrival.peer().flatMap(peers),
                arrival.watch());
        return switch (arrival.method()) {
            case "POST" -> server().post(visit, arrival.body());
            case "DELETE" -> server().delete(visit);
            default ->
                throw new HttpFailure(
                        405,
                        "invalid_input",
                        "there is no stream to listen to here",
                        "send each message with POST",
                        Map.of("Allow", "POST, DELETE"));
        };
    }

    /// Made for the first who asks: most daemons are never asked.
    private synchronized HttpServer server() {
        HttpServer made = server == null ? new HttpServer(version, clock, isDead) : server;
        server = made;
        return made;
    }

    @Override
    public synchronized void close() {
        if (server != null) {
            server.close();
        }
    }
}
