package dev.kugetsu.supervisor.agent;

import dev.kugetsu.adapters.Processes;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.AgentView;
import dev.kugetsu.supervisor.coordination.AgentVerbs.EndAgent;
import dev.kugetsu.supervisor.coordination.AgentVerbs.EndReason;
import dev.kugetsu.supervisor.coordination.AgentVerbs.Heartbeat;
import dev.kugetsu.supervisor.project.Projects;
import dev.kugetsu.supervisor.store.RandomId;
import dev.kugetsu.supervisor.verb.ActorBook;
import dev.kugetsu.supervisor.verb.Desk;
import dev.kugetsu.supervisor.verb.Handlers;
import dev.kugetsu.supervisor.verb.VerbHandler;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The parts of this feature, put together.
///
/// @param presences tells other features who is there
/// @param recipients finds whom a message is for
public record AgentWiring(
        ActorBook actors,
        Presences presences,
        Recipients recipients,
        Registration registration,
        AgentDirectory directory) {

    /// Puts it together; starts nothing.
    public static AgentWiring of(Processes processes, RandomId ids) {
        Presences presences = new Presences(processes, PresenceRule.USUAL);
        Arrivals arrivals = new Arrivals(processes);
        Registration registration = new Registration(arrivals, processes, ids, RandomGenerator.getDefault());
        return new AgentWiring(
                new AgentBook(registration, arrivals),
                presences,
                new Recipients(presences),
                registration,
                new AgentDirectory(presences));
    }

    /// Has its verbs done.
    public void serve(Handlers handlers, Projects projects) {
        Claims claims = new Claims(projects);
        handlers.with(
                        AgentVerbs.REGISTER,
                        VerbHandler.writing(
                                (desk, request) -> directory.view(desk, registration.register(desk, request))))
                .with(AgentVerbs.HEARTBEAT, VerbHandler.writing(this::heartbeat))
                .with(AgentVerbs.END, VerbHandler.writing(this::end))
                .with(AgentVerbs.LIST, VerbHandler.reading(directory::list))
                .with(AgentVerbs.SHOW, VerbHandler.reading(directory::show))
                .with(AgentVerbs.CLAIM, VerbHandler.writing(claims::claim))
                .with(AgentVerbs.RELEASE, VerbHandler.writing(claims::release));
    }

    /// Only of a session that is known: to be here is no reason to become so.
    private AgentView heartbeat(Desk desk, Heartbeat request) {
        AgentSession session = required(desk, "heartbeat");
        desk.rows(AgentDao.class)
                .refresh(
                        session.agentSessionId(),
                        Optional.empty(),
                        AgentFacts.of(request),
                        Optional.empty(),
                        Optional.empty(),
                        desk.now());
        return directory.show(desk, new AgentVerbs.ShowAgent(session.agentSessionId()));
    }

    /// An end that is told twice is one.
    private AgentView end(Desk desk, EndAgent request) {
        AgentDao agents = desk.rows(AgentDao.class);
        Optional<AgentSession> ended = registration.findAny(desk).filter(AgentSession::isEnded);
        AgentSession session = ended.orElseGet(() -> required(desk, "end"));
        agents.end(session.agentSessionId(), request.reason().orElse(EndReason.STOP), desk.now());
        return directory.view(desk, agents.find(session.agentSessionId()).orElseThrow());
    }

    private AgentSession required(Desk desk, String verb) {
        return registration
                .find(desk)
                .orElseThrow(() -> new KugetsuException(
                        KugetsuException.Kind.NOT_FOUND,
                        verb + ": no such agent session"
                                + desk.caller()
                                        .session()
                                        .map(id -> " '" + id + "'")
                                        .orElse(""),
                        "register first with `kugetsu agent register`"));
    }
}
