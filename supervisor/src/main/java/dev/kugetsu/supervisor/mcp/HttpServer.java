package dev.kugetsu.supervisor.mcp;

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
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// The protocol as "streamable HTTP": each message of a client is a request of its own, which is answered
/// with JSON. Nothing is ever sent to a client that has not asked, so that there is no stream to listen to.
/// Whoever comes here has been let in by somebody else. Thread-safe.
public final class HttpServer implements McpStreamableServerTransportProvider, AutoCloseable {

    /// Whoever is silent for so long counts as gone everywhere else too.
    private static final Duration PATIENCE = Duration.ofHours(2);

    private static final Duration PACE = Duration.ofMinutes(1);

    private static final int MOST_SESSIONS = 1_000;
    private static final RegisterAgent CLIENT = RegisterAgent.UNNAMED.runAs("mcp");

    private final Clock clock;
    private final Map<String, HttpSession> sessions = new ConcurrentHashMap<>();
    private final Thread rounds = Thread.ofVirtual().name("mcp-rounds").unstarted(this::goRound);
    private McpStreamableServerSession.@Nullable Factory factory;

    public HttpServer(String version, Clock clock) {
        this.clock = clock;
        Protocol.serve(this, version);
        rounds.start();
    }

    private void goRound() {
        try {
            while (true) {
                Thread.sleep(PACE);
                endSilent();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
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
            return find(visit).map(session -> take(message, session, visit)).orElseGet(() -> unknown(visit));
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
        Optional<HttpSession> session = find(visit);
        session.ifPresent(this::end);
        return session.isPresent() ? HttpReply.accepted() : unknown(visit);
    }

    /// Somebody else's is as good as none.
    private Optional<HttpSession> find(HttpVisit visit) {
        return visit.session()
                .flatMap(id -> Optional.ofNullable(sessions.get(id)))
                .filter(session -> session.belongsTo(visit));
    }

    /// The client then says hello again, as the protocol wants it.
    private static HttpReply unknown(HttpVisit visit) {
        return visit.session().isPresent()
                ? HttpReply.refused(404, "there is no such session, or not any more; begin a new one")
                : HttpReply.refused(400, "the header Mcp-Session-Id is missing; say hello with `initialize` first");
    }

    private HttpReply begin(JSONRPCRequest request, HttpVisit visit) throws Messages.Unreadable {
        makeRoom();
        McpStreamableServerSession.McpStreamableServerSessionInit begun =
                Objects.requireNonNull(factory).startSession(greeting(request));
        Object result = begun.initResult().block();
        HttpVisit named = visit.named(begun.session().getId());
        Optional<Attendance> attendance = visit.agentToken().isPresent()
                ? Optional.empty()
                : Optional.of(new Attendance(new Guest(named::coordination, named.caller()), CLIENT));
        HttpSession session = new HttpSession(begun.session(), named, attendance, clock.instant());
        attendance.ifPresent(agent -> agent.arrive(Messages.client(request)));
        sessions.put(session.id(), session);
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

    /// Ends the sessions of those who count as gone: clients may forget to say goodbye.
    void endSilent() {
        Instant limit = clock.instant().minus(PATIENCE);
        sessions.values().stream()
                .filter(session -> session.lastVisit().isBefore(limit) && !session.isProvenAlive())
                .forEach(this::end);
    }

    private void makeRoom() {
        endSilent();
        if (sessions.size() >= MOST_SESSIONS) {
            sessions.values().stream()
                    .min(Comparator.comparing(HttpSession::lastVisit))
                    .ifPresent(this::end);
        }
    }

    private void end(HttpSession session) {
        if (sessions.remove(session.id(), session)) {
            sessions.values().stream()
                    .filter(session::isOfSameProgram)
                    .findFirst()
                    .ifPresentOrElse(session::endIn, session::end);
        }
    }

    /// Ends all sessions; their clients begin new ones when there is a server again.
    @Override
    public void close() {
        rounds.interrupt();
        sessions.values().forEach(this::end);
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
