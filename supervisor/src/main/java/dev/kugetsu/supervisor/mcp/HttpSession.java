package dev.kugetsu.supervisor.mcp;

import dev.kugetsu.adapters.ProcessIdentity;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A client over HTTP, from when it says hello until it goes or is not heard of any more. Thread-safe.
final class HttpSession {

    /// A heartbeat more often than that tells nobody anything.
    private static final Duration PACE = Duration.ofMinutes(1);

    private final McpStreamableServerSession session;
    private final HttpVisit first;
    private final Optional<Attendance> attendance;
    private final RunningRequests running = new RunningRequests();
    private volatile Instant lastVisit;

    /// @param first the visit that has begun it
    HttpSession(McpStreamableServerSession session, HttpVisit first, Optional<Attendance> attendance, Instant now) {
        this.session = session;
        this.first = first;
        this.attendance = attendance;
        this.lastVisit = now;
    }

    String id() {
        return session.getId();
    }

    Instant lastVisit() {
        return lastVisit;
    }

    /// Whether it was begun by whoever asks now.
    boolean belongsTo(HttpVisit visit) {
        return first.agentToken().equals(visit.agentToken());
    }

    /// May block on the disk.
    ///
    /// @param program what the client calls itself
    void arrive(Optional<String> program) {
        attendance.ifPresent(agent -> agent.arrive(program));
    }

    void note(Instant now) {
        Instant before = lastVisit;
        lastVisit = now;
        if (before.plus(PACE).isBefore(now)) {
            attendance.ifPresent(Attendance::remain);
        }
    }

    /// Answers on this thread. The answer of a request that the client has called off is nothing but that.
    HttpReply answer(JSONRPCRequest request, HttpVisit visit) {
        if (!running.begin(request, Thread.currentThread())) {
            return HttpReply.of(Messages.json(Messages.busy(request.id())));
        }
        AnswerSlot slot = new AnswerSlot();
        try {
            if (VerbTools.mayWait(request)) {
                try (HttpVisit.Watch _ = visit.watch().get()) {
                    work(request, visit, slot);
                }
            } else {
                work(request, visit, slot);
            }
            return running.isWanted(request.id()) ? slot.reply(request) : HttpReply.accepted();
        } finally {
            running.end(request.id());
        }
    }

    private void work(JSONRPCRequest request, HttpVisit visit, AnswerSlot slot) {
        session.responseStream(slot)
                .handle(request)
                .contextWrite(context ->
                        context.put(McpTransportContext.KEY, guest(visit).context()))
                .block();
    }

    void take(JSONRPCNotification notification, HttpVisit visit) {
        if (Messages.isInitialized(notification)) {
            session.accept(notification)
                    .contextWrite(context ->
                            context.put(McpTransportContext.KEY, guest(visit).context()))
                    .block();
        }
        Messages.cancelled(notification).ifPresent(running::cancel);
    }

    /// In the place and under the name of the first visit, and with no more rights than this one.
    private Guest guest(HttpVisit visit) {
        return new Guest(visit::coordination, first.caller());
    }

    /// Whether the agent that has begun with it is there, whatever is heard of it.
    boolean isProvenAlive() {
        return attendance.filter(Attendance::isThere).isPresent();
    }

    /// The program that has begun it, where that is who it is.
    Optional<ProcessIdentity> program() {
        return first.caller().process();
    }

    boolean isOfSameProgram(HttpSession other) {
        return program().isPresent() && program().equals(other.program());
    }

    /// The agent stays as long as the other one is connected.
    void endIn(HttpSession other) {
        other.attendance.ifPresent(heir -> attendance.ifPresent(agent -> agent.leaveTo(heir)));
        end();
    }

    /// May block on the disk.
    void end() {
        running.cancelAll();
        attendance.ifPresent(Attendance::leave);
    }
}
