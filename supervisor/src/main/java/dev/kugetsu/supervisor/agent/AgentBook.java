package dev.kugetsu.supervisor.agent;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.coordination.AgentVerbs.RegisterAgent;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Caller.Standing;
import dev.kugetsu.supervisor.verb.Actor;
import dev.kugetsu.supervisor.verb.ActorBook;
import dev.kugetsu.supervisor.verb.Desk;
import java.util.Optional;

/// Tells who a caller is: the agent of a session of ours, the agent session that it names, the one of the
/// program that has called, or else the operator where that is said. Thread-safe.
final class AgentBook implements ActorBook {

    private final Registration registration;
    private final Arrivals arrivals;

    AgentBook(Registration registration, Arrivals arrivals) {
        this.registration = registration;
        this.arrivals = arrivals;
    }

    @Override
    public Actor identify(Desk desk) {
        Caller caller = desk.caller();
        Optional<AgentSession> known = registration.find(desk);
        if (known.isEmpty() && isPerson(caller)) {
            desk.rows(AgentDao.class).insertAgent(Actor.OPERATOR, Optional.empty(), desk.now());
            return operator();
        }
        known.ifPresent(session -> arrivals.touch(desk, session));
        if (known.isEmpty() && caller.launched().isPresent()) {
            return betweenTurns(desk, caller);
        }
        AgentSession session = known.orElseGet(() -> introduce(desk));
        return actor(session, caller);
    }

    @Override
    public void touch(Desk desk) {
        registration.find(desk).ifPresent(session -> arrivals.touch(desk, session));
    }

    private static boolean isPerson(Caller caller) {
        return caller.standing() == Standing.OPERATOR && caller.session().isEmpty();
    }

    private static Actor operator() {
        return new Actor(Actor.OPERATOR, Optional.empty(), Standing.OPERATOR);
    }

    /// Who seemed to be a person and is an agent's terminal may do what that agent may.
    private static Actor actor(AgentSession session, Caller caller) {
        return new Actor(
                session.agent(),
                Optional.of(session.agentSessionId()),
                isPerson(caller) ? Standing.AGENT : caller.standing());
    }

    @Override
    public void readmit(Desk desk) {
        registration.findAny(desk).filter(AgentSession::isEnded).ifPresent(ended -> arrivals.readmit(desk, ended));
    }

    @Override
    public Optional<Actor> find(Desk desk) {
        Caller caller = desk.caller();
        Optional<Actor> running = registration.findAny(desk).map(session -> actor(session, caller));
        if (running.isEmpty() && isPerson(caller)) {
            return Optional.of(operator());
        }
        return running.or(
                () -> caller.launched().map(session -> new Actor(session.value(), Optional.empty(), Standing.AGENT)));
    }

    /// What an agent has started may call while its turn is being recorded.
    private static Actor betweenTurns(Desk desk, Caller caller) {
        String agent = caller.launched().orElseThrow().value();
        desk.rows(AgentDao.class).insertAgent(agent, Optional.empty(), desk.now());
        return new Actor(agent, Optional.empty(), Standing.AGENT);
    }

    /// Whoever names itself becomes known when it first does something.
    private AgentSession introduce(Desk desk) {
        if (desk.caller().session().isEmpty()) {
            throw new KugetsuException(
                    KugetsuException.Kind.INVALID_INPUT,
                    "nothing says which agent you are",
                    "run `kugetsu agent register` first, say it with --session <id>, or act as the person in charge with "
                            + "--operator");
        }
        return registration.register(desk, RegisterAgent.UNNAMED);
    }
}
