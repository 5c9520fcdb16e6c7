package dev.kugetsu.supervisor.mcp;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.coordination.AgentVerbs.RegisterAgent;
import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// The protocol as "streamable HTTP": each message of a client is a request of its own, which is answered
/// with JSON. Nothing is ever sent to a client that has not asked, so that there is no stream to listen to.
/// Whoever comes here has been let in by somebody else. Thread-safe.
public final class HttpServer implements McpStreamableServerTransportProvider, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HttpServer.class);

    private static final Duration PACE = Duration.ofMinutes(1);

    private static final RegisterAgent CLIENT = RegisterAgent.UNNAMED.runAs("mcp");

    private final Clock clock;
    private final Duration pace;
    private final HttpSessions sessions;
    private final Thread rounds = Thread.ofVirtual().name("mcp-rounds").unstarted(this::goRound);
    private McpStreamableServerSession.@Nullable Factory factory;

    /// @param isDead tells which programs have provably ended
    public HttpServer(String version, Clock clock, Predicate<ProcessIdentity> isDead) {
        this(version, clock, isDead, PACE);
    }

    /// @param pace of the rounds that end silent sessions
    HttpServer(String version, Clock clock, Predicate<ProcessIdentity> isDead, Duration pace) {
        this.clock = clock;
        this.pace = pace;
        this.sessions = new HttpSessions(clock, isDead);
        Protocol.serve(this, version);
        rounds.start();
    }

    private void goRound() {
        try {
            while (true) {
                Thread.sleep(pace);
                tryToEndSilent();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /// What goes wrong in one round is tried again in the next.
    private void tryToEndSilent() {
        try {
            sessions.endSilent();
        } catch (RuntimeException e) {
            log.warn("clients of which nothing is heard could not be ended", e);
        }
    }

    @Override
    public void setSessionFactory(McpStreamableServerSession.Factory maker) {
        factory = maker;
    }

    @Override
    public List<String> protocolVersions() {
        return Protocol.VERSIONS;
    }

    /// Takes a message, and blocks until it is answered.
    public HttpReply post(HttpVisit visit, String body) {
        if (visit.version()
                .filter(version -> !Protocol.VERSIONS.contains(version))
                .isPresent()) {
            return HttpReply.refused(400, "the versions of the protocol are " + String.join(", ", Protocol.VERSIONS));
        }
        try {
            JSONRPCMessage message = Messages.parse(body);
            if (message instanceof JSONRPCRequest request && Messages.isInitialize(request)) {
                return begin(request, visit);
            }
            return sessions.find(visit)
                    .map(session -> take(message, session, visit))
                    .orElseGet(() -> unknown(visit));
        } catch (Messages.Unreadable e) {
            return HttpReply.unreadable(e);
        }
    }

    private HttpReply take(JSONRPCMessage message, HttpSession session, HttpVisit visit) {
        session.note(clock.instant());
        return switch (message) {
            case JSONRPCRequest request -> session.answer(request, visit);
            case JSONRPCNotification notification -> {
                session.take(notification, visit);
                yield HttpReply.accepted();
            }
            default -> HttpReply.accepted();
        };
    }

    /// Ends the session that the client names.
    public HttpReply delete(HttpVisit visit) {
        Optional<HttpSession> session = sessions.find(visit);
        session.ifPresent(sessions::end);
        return session.isPresent() ? HttpReply.accepted() : unknown(visit);
    }

    /// The client then says hello again, as the protocol wants it.
    private static HttpReply unknown(HttpVisit visit) {
        return visit.session().isPresent()
                ? HttpReply.refused(
                        404,
                        "there is no such session, or the program that began it has ended; begin a new one, "
                                + "with `as=<id>` in the address if each message comes from another program")
                : HttpReply.refused(400, "the header Mcp-Session-Id is missing; say hello with `initialize` first");
    }

    private HttpReply begin(JSONRPCRequest request, HttpVisit visit) throws Messages.Unreadable {
        sessions.makeRoom();
        McpStreamableServerSession.McpStreamableServerSessionInit begun =
                Objects.requireNonNull(factory).startSession(greeting(request));
        Object result = begun.initResult().block();
        HttpVisit named = visit.named(begun.session().getId());
        Optional<Attendance> attendance = visit.agentToken().isPresent()
                ? Optional.empty()
                : Optional.of(new Attendance(new Guest(named::coordination, named.caller()), CLIENT));
        HttpSession session = new HttpSession(begun.session(), named, attendance, clock.instant());
        sessions.begin(session, Messages.client(request));
        return HttpReply.of(Messages.json(JSONRPCResponse.result(request.id(), result)))
                .opening(session.id());
    }

    private static InitializeRequest greeting(JSONRPCRequest request) throws Messages.Unreadable {
        try {
            return Protocol.json().convertValue(request.params(), InitializeRequest.class);
        } catch (IllegalArgumentException e) {
            throw Messages.unreadable("`initialize` lacks what it needs");
        }
    }

    /// Ends the sessions of those who count as gone.
    void endSilent() {
        sessions.endSilent();
    }

    /// Ends all sessions; their clients begin new ones when there is a server again.
    @Override
    public void close() {
        rounds.interrupt();
        sessions.endAll();
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.fromRunnable(this::close);
    }

    @Override
    public Mono<Void> notifyClients(String method, Object params) {
        return Mono.empty();
    }
}
