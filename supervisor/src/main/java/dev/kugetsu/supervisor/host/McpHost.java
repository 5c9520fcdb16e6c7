package dev.kugetsu.supervisor.host;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.access.Token;
import dev.kugetsu.supervisor.coordination.AgentVerbs.RegisterAgent;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.mcp.StdioServer;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Serves the Model Context Protocol to the agent that has started this process.
public final class McpHost {

    /// A store that somebody has locked keeps no process from ending.
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Supplier<Supervisor> home;
    private final StdioServer server;
    private final AtomicReference<@Nullable Supervisor> supervisor = new AtomicReference<>();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    /// Whose server it is.
    ///
    /// @param agent the name and
    /// @param role that the agent is given
    public record Client(Caller caller, Optional<String> agent, Optional<String> role, String version) {}

    /// @param home opens the supervisor; the host closes it
    public McpHost(
            Supplier<Supervisor> home,
            Map<String, String> environment,
            Client client,
            InputStream in,
            OutputStream out) {
        this.home = home;
        this.server = new StdioServer(in, out, client.version(), client.caller(), introduction(environment, client));
    }

    /// Agents of sessions of ours are registered and ended with their turns, and a person is no agent.
    private static Optional<RegisterAgent> introduction(Map<String, String> environment, Client client) {
        Caller caller = client.caller();
        boolean isPerson = caller.standing() == Caller.Standing.OPERATOR
                && caller.session().isEmpty();
        return environment.containsKey(Token.VARIABLE) || isPerson
                ? Optional.empty()
                : Optional.of(new RegisterAgent(
                        client.agent(),
                        false,
                        client.role(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("mcp"),
                        Optional.empty(),
                        Optional.empty(),
                        caller.process().isPresent()
                                ? Optional.empty()
                                : Optional.of(ProcessHandle.current().pid())));
    }

    /// Serves until the client has gone or somebody asks for the end.
    ///
    /// @throws KugetsuException when the home cannot be opened
    public void run() {
        server.start();
        Thread.ofPlatform().daemon().name("mcp-home").start(this::open);
        try {
            server.await();
            Thread.ofVirtual().name("mcp-farewell").start(this::close).join(FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        RuntimeException why = failure.get();
        if (why != null) {
            throw why;
        }
    }

    private void open() {
        try {
            Supervisor opened = home.get();
            supervisor.set(opened);
            server.open(opened.coordination());
        } catch (RuntimeException e) {
            failure.set(e);
            server.fail(e);
        } finally {
            if (supervisor.get() == null) {
                server.stop();
            }
        }
    }

    /// Asks for the end; of any thread.
    public void stop() {
        server.stop();
    }

    private void close() {
        Supervisor opened = supervisor.get();
        if (opened != null) {
            server.leave();
            opened.close();
        }
    }
}
