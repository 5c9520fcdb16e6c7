package dev.kugetsu.supervisor.mcp;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.AgentView;
import dev.kugetsu.supervisor.coordination.AgentVerbs.EndAgent;
import dev.kugetsu.supervisor.coordination.AgentVerbs.EndReason;
import dev.kugetsu.supervisor.coordination.AgentVerbs.Heartbeat;
import dev.kugetsu.supervisor.coordination.AgentVerbs.RegisterAgent;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ShowAgent;
import dev.kugetsu.supervisor.coordination.Presence;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An agent is there as long as it is connected. Whoever was there before stays when the connection ends.
/// What cannot be done is logged: whatever the agent does next is answered with the same error. Thread-safe.
final class Attendance {

    private static final Logger log = LoggerFactory.getLogger(Attendance.class);
    private static final Pattern PROGRAM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._/@-]{0,79}");
    private static final Heartbeat HERE = new Heartbeat(Optional.empty(), Optional.empty(), Optional.empty());

    private final Guest guest;
    private final RegisterAgent who;

    /// The agent session that began with this connection, as it was then.
    private final AtomicReference<Optional<AgentView>> ours = new AtomicReference<>(Optional.empty());

    /// @param who what is told of it when it is registered
    Attendance(Guest guest, RegisterAgent who) {
        this.guest = guest;
        this.who = who;
    }

    /// @param program what the client calls itself
    void arrive(Optional<String> program) {
        try {
            boolean isKnown = isKnown();
            if (!isKnown || who.agent().isPresent() || who.role().isPresent()) {
                AgentView registered = guest.perform(AgentVerbs.REGISTER, introduction(program, isKnown));
                if (!isKnown) {
                    ours.set(Optional.of(registered).filter(Attendance::hasJustBegun));
                }
            }
        } catch (KugetsuException refusal) {
            log.warn("an agent that has connected could not be registered: {}", refusal.getMessage());
        }
    }

    /// Its hooks may have been quicker.
    private static boolean hasJustBegun(AgentView session) {
        return session.startedAt().equals(session.lastSeenAt());
    }

    private boolean isKnown() {
        try {
            guest.perform(AgentVerbs.HEARTBEAT, HERE);
            return true;
        } catch (KugetsuException refusal) {
            if (refusal.kind() == Kind.NOT_FOUND) {
                return false;
            }
            throw refusal;
        }
    }

    /// Who is known keeps the process that was told of it.
    private RegisterAgent introduction(Optional<String> program, boolean isKnown) {
        return new RegisterAgent(
                who.agent(),
                false,
                who.role(),
                who.harness()
                        .or(() -> program.filter(name -> PROGRAM.matcher(name).matches())),
                who.model(),
                who.mode(),
                who.host(),
                who.branch(),
                isKnown ? Optional.empty() : who.holdForPid());
    }

    void remain() {
        try {
            guest.perform(AgentVerbs.HEARTBEAT, HERE);
        } catch (KugetsuException refusal) {
            log.debug("no heartbeat: {}", refusal.getMessage());
        }
    }

    /// Whether what has begun with this connection is still to be reckoned with.
    boolean isThere() {
        try {
            return Objects.requireNonNull(ours.get())
                    .filter(session -> now(session).presence() == Presence.ACTIVE)
                    .isPresent();
        } catch (KugetsuException refusal) {
            log.debug("not known whether the agent is there: {}", refusal.getMessage());
            return false;
        }
    }

    private AgentView now(AgentView session) {
        return guest.as(session.agentSessionId()).perform(AgentVerbs.SHOW, new ShowAgent(session.agentSessionId()));
    }

    /// Another connection of the same program goes on with what has begun with this one.
    void leaveTo(Attendance other) {
        ours.getAndSet(Optional.empty()).ifPresent(session -> other.ours.set(Optional.of(session)));
    }

    /// Ends the agent session that began with this connection, and no other one of the same program; one that
    /// has got a name since is the affair of whoever has told it.
    void leave() {
        Optional<AgentView> session = ours.getAndSet(Optional.empty());
        if (session.isPresent()) {
            try {
                if (now(session.get()).givenId().equals(session.get().givenId())) {
                    guest.as(session.get().agentSessionId())
                            .perform(AgentVerbs.END, new EndAgent(Optional.of(EndReason.LOGOUT)));
                }
            } catch (KugetsuException refusal) {
                report(refusal);
            }
        }
    }

    /// One that turned out to be another has nothing left that could end.
    private static void report(KugetsuException refusal) {
        if (refusal.kind() != Kind.NOT_FOUND) {
            log.warn("an agent that has gone could not be ended: {}", refusal.getMessage());
        }
    }
}
