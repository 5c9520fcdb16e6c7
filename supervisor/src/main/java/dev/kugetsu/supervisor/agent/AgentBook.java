package dev.kugetsu.supervisor.agent;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.coordination.AgentVerbs.RegisterAgent;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.verb.Actor;
import dev.kugetsu.supervisor.verb.ActorBook;
import dev.kugetsu.supervisor.verb.Desk;
import java.util.Optional;

/// Tells who a caller is: the agent of a session of ours, the agent session that it names, the one of the
/// program that has called, or else the operator where that is said. Thread-safe.
final class AgentBook implements ActorBook {

    private static final RegisterAgent NOTHING_MORE = new RegisterAgent(
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    private final Registration registration;
    private final Arrivals arrivals;

    AgentBook(Registration registration, Arrivals arrivals) {
        this.registration = registration;
        this.arrivals = arrivals;
    }

    @Override
    public Actor identify(Desk desk) {
        Caller caller = desk.caller();
        AgentDao agents = desk.rows(AgentDao.class);
        if (caller.standing() == Caller.Standing.OPERATOR && caller.session().isEmpty()) {
            agents.insertAgent(Actor.OPERATOR, Optional.empty(), desk.now());
            return new Actor(Actor.OPERATOR, Optional.empty(), Caller.Standing.OPERATOR);
        }
        Optional<AgentSession> known = registration.find(desk, caller.process());
        known.ifPresent(session -> arrivals.touch(desk, session));
        if (known.isEmpty() && caller.launched().isPresent()) {
            return betweenTurns(desk, caller);
        }
        AgentSession session = known.orElseGet(() -> introduce(desk));
        return new Actor(session.agent(), Optional.of(session.agentSessionId()), caller.standing());
    }

    @Override
    public void readmit(Desk desk) {
        registration
                .findAny(desk, desk.caller().process())
                .filter(AgentSession::isEnded)
                .ifPresent(ended -> arrivals.readmit(desk, ended));
    }

    @Override
    public Optional<Actor> find(Desk desk) {
        Caller caller = desk.caller();
        if (caller.standing() == Caller.Standing.OPERATOR && caller.session().isEmpty()) {
            return Optional.of(new Actor(Actor.OPERATOR, Optional.empty(), Caller.Standing.OPERATOR));
        }
        Optional<Actor> running = registration
                .findAny(desk, caller.process())
                .map(session -> new Actor(session.agent(), Optional.of(session.agentSessionId()), caller.standing()));
        return running.or(() ->
                caller.launched().map(session -> new Actor(session.value(), Optional.empty(), Caller.Standing.AGENT)));
    }

    /// What an agent has started may call while its turn is being recorded.
    private static Actor betweenTurns(Desk desk, Caller caller) {
        String agent = caller.launched().orElseThrow().value();
        desk.rows(AgentDao.class).insertAgent(agent, Optional.empty(), desk.now());
        return new Actor(agent, Optional.empty(), Caller.Standing.AGENT);
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
        return registration.register(desk, NOTHING_MORE);
    }
}
