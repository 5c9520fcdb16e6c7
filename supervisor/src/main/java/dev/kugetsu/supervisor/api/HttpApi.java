package dev.kugetsu.supervisor.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.Processes;
import dev.kugetsu.supervisor.CommandService;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.StopRequest;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.daemon.DaemonIdentity;
import dev.kugetsu.supervisor.daemon.Listener;
import java.io.IOException;
import java.net.BindException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The server of the daemon: on a Unix socket for programs of the user, and on the loopback address for
/// browsers.
public final class HttpApi implements Listener {

    private static final Logger log = LoggerFactory.getLogger(HttpApi.class);

    /// Who lets us wait longer, between two bytes or for the next request, is gone.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int MOST_CONNECTIONS = 1_024;
    private static final int LARGEST_HEADER = 16 << 10;
    private static final int SELECTING_THREADS = 8;

    private final Settings settings;
    private final Server server;
    private final ServerConnector tcp;
    private final McpAnswers mcp;

    /// Where it listens.
    ///
    /// @param port on the loopback address; 0 for any that is free
    /// @param token holds what must be sent there, and is made if it is missing
    /// @param patience how long a request may take to come, and a connection may lie idle
    public record Settings(Path socket, int port, Path token, Duration patience) {

        public Settings(Path socket, int port, Path token) {
            this(socket, port, token, PATIENCE);
        }
    }

    /// The daemon.
    ///
    /// @param commands does what a user would type
    public record Subject(
            DaemonIdentity identity, BooleanSupplier isReady, StopRequest stop, CommandService commands) {}

    /// @param scoped makes the supervisor for an agent's token; throws a [KugetsuException] for one that is
    ///   not valid
    /// @param processes tells whose a connection is
    public HttpApi(
            Settings settings,
            Subject subject,
            Supervisor supervisor,
            Function<String, Supervisor> scoped,
            Processes processes) {
        this.settings = settings;
        QueuedThreadPool pool = new QueuedThreadPool(SELECTING_THREADS, 2);
        pool.setName("http");
        pool.setReservedThreads(0);
        pool.setVirtualThreadsExecutor(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("request-", 0).factory()));
        this.server = new Server(pool);
        server.setStopTimeout(0);
        HttpConnectionFactory http = new HttpConnectionFactory(configuration());
        this.tcp = new ServerConnector(server, 1, 1, http);
        tcp.setHost("127.0.0.1");
        tcp.setPort(settings.port());
        this.mcp = new McpAnswers(
                subject.identity().version(),
                Clock.systemUTC(),
                peer -> processes.findPeer(peer, tcp.getLocalPort()),
                process -> processes.probe(process) == Liveness.DEAD);
        RequestDeadlines deadlines = new RequestDeadlines(settings.patience());
        UnixDomainServerConnector unix = new OwnersConnector(server, settings.socket(), http);
        for (var connector : List.of(tcp, unix)) {
            connector.setIdleTimeout(settings.patience().toMillis());
            connector.addBean(deadlines);
            server.addConnector(connector);
            // For each by itself: whoever takes all of the port leaves those of the socket.
            server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
        }
        server.addBean(deadlines);
        server.setErrorHandler(HttpAnswers::unreadable);
        server.setHandler(new HttpAnswers(
                new Router(operations(subject)),
                mcp,
                new Entrances(unix, tcp, settings.token()),
                new Caller(supervisor, scoped),
                deadlines));
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setSendDateHeader(false);
        configuration.setRequestHeaderSize(LARGEST_HEADER);
        return configuration;
    }

    /// All that can be asked.
    static List<Operation> operations(Subject subject) {
        List<Operation> operations = new ArrayList<>();
        operations.addAll(new DaemonOperations(subject.identity(), subject.isReady(), subject.stop()).all());
        operations.addAll(SessionOperations.all());
        operations.addAll(LogOperations.all());
        operations.addAll(HomeOperations.all());
        operations.addAll(BaseOperations.all());
        operations.addAll(CoordinationOperations.all());
        operations.addAll(HookOperations.all());
        operations.addAll(new CommandOperations(subject.commands()).all());
        operations.add(Operation.get(
                "/api/v1/openapi.json",
                "This document",
                JsonNode.class,
                (supervisor, call) -> OpenApi.document(operations)));
        return List.copyOf(operations);
    }

    @Override
    public String name() {
        return "server";
    }

    @Override
    public void start() {
        try {
            Files.deleteIfExists(settings.socket());
            AccessToken.of(settings.token());
            server.start();
            Files.setPosixFilePermissions(settings.socket(), PosixFilePermissions.fromString("rw-------"));
        } catch (Exception e) {
            close();
            throw unusable(e);
        }
    }

    private KugetsuException unusable(Exception failure) {
        if (failure instanceof BindException || failure.getCause() instanceof BindException) {
            String owner = new PortOwner(Path.of("/proc"))
                    .find(settings.port())
                    .map(process -> " by " + process)
                    .orElse("");
            return new KugetsuException(
                    KugetsuException.Kind.UNAVAILABLE,
                    "port " + settings.port() + " on 127.0.0.1 is taken" + owner,
                    "choose another one with KUGETSU_PORT or the setting port; 0 takes any that is free",
                    failure);
        }
        return new KugetsuException(
                KugetsuException.Kind.UNAVAILABLE,
                "the server cannot listen on " + settings.socket() + ": " + failure,
                "check the home with `kugetsu doctor`",
                failure);
    }

    @Override
    public OptionalInt port() {
        return tcp.getLocalPort() > 0 ? OptionalInt.of(tcp.getLocalPort()) : OptionalInt.empty();
    }

    @Override
    public void close() {
        try {
            server.stop();
            mcp.close();
            Files.deleteIfExists(settings.socket());
        } catch (Exception e) {
            log.warn("the server could not be closed in order: {}", e.toString());
        }
    }

    /// Takes connections of the owner of the socket alone. Nobody else gets as far as that, because the home
    /// is closed to them, unless somebody opens it.
    private static final class OwnersConnector extends UnixDomainServerConnector {

        OwnersConnector(Server server, Path socket, HttpConnectionFactory http) {
            super(server, 1, 1, http);
            setUnixDomainPath(socket);
            // Who meets a full queue is not kept waiting there, but refused.
            setAcceptQueueSize(MOST_CONNECTIONS);
        }

        @Override
        protected void configure(SocketChannel channel) throws IOException {
            super.configure(channel);
            UnixDomainPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
            if (!peer.user().equals(Files.getOwner(getUnixDomainPath()))) {
                log.warn("{} is not the owner of this home and gets no answer", peer.user());
                channel.close();
            }
        }
    }
}
