package dev.kugetsu.supervisor.agent;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.Processes;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.coordination.AgentVerbs.EndReason;
import dev.kugetsu.supervisor.coordination.AgentVerbs.RegisterAgent;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Caller.Standing;
import dev.kugetsu.supervisor.store.RandomId;
import dev.kugetsu.supervisor.verb.Desk;
import dev.kugetsu.supervisor.verb.Texts;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Makes agents and their sessions known. Thread-safe.
final class Registration {

    private static final String PREFIX = "a-";

    private final Arrivals arrivals;
    private final Processes processes;
    private final RandomId ids;
    private final RandomGenerator random;

    Registration(Arrivals arrivals, Processes processes, RandomId ids, RandomGenerator random) {
        this.arrivals = arrivals;
        this.processes = processes;
        this.ids = ids;
        this.random = random;
    }

    /// Makes a session known, or brings it up to date; an agent that is not named is the one it had, or a new
    /// one.
    AgentSession register(Desk desk, RegisterAgent request) {
        if (request.mustBeNew() && request.agent().isEmpty()) {
            throw new KugetsuException(
                    Kind.INVALID_INPUT, "--new requires --agent <name>", "name the agent, or leave both out");
        }
        AgentDao agents = desk.rows(AgentDao.class);
        desk.caller().launched().ifPresent(self -> LaunchedAgents.requireSelf(self, request));
        Optional<AgentSession> known = find(desk).or(() -> arrivals.nameNameless(desk));
        if (known.isEmpty()) {
            desk.caller().launched().ifPresent(self -> {
                throw LaunchedAgents.betweenTurns(self);
            });
        }
        String agent = agent(desk, request, known);
        request.role().ifPresent(role -> NameRule.role(desk, role));
        AgentFacts facts = AgentFacts.of(request, desk.caller().harness());
        agents.touchAgent(agent, request.role(), desk.now());
        known.filter(session -> !session.agent().equals(agent)).ifPresent(session -> refuseHolder(agents, session));
        Whereabouts place = Whereabouts.of(desk.caller(), held(request), known);
        if (known.isPresent()) {
            arrivals.joinNameless(desk, desk.caller().process(), known.get());
            place.process().ifPresent(_ -> agents.stopWatching(known.get().agentSessionId()));
            arrivals.notePlace(desk, known.get());
            agents.refresh(
                    known.get().agentSessionId(),
                    Optional.of(agent),
                    facts,
                    place.process(),
                    place.watched(),
                    desk.now());
            return agents.find(known.get().agentSessionId()).orElseThrow();
        }
        return arrivals.begin(desk, session(desk, request, agent, facts, place));
    }

    /// The one that this caller has been so far.
    ///
    /// @throws KugetsuException `CONFLICT` when it has ended, `INVALID_INPUT` when it names itself by what is
    ///   no id
    Optional<AgentSession> find(Desk desk) {
        desk.caller().session().ifPresent(Texts::session);
        Optional<AgentSession> known = findAny(desk);
        known.filter(AgentSession::isEnded).ifPresent(Registration::refuseEnded);
        return known;
    }

    /// The one that this caller is or was. Whoever names itself by what is no id can only be known by its
    /// program alone.
    Optional<AgentSession> findAny(Desk desk) {
        AgentDao agents = desk.rows(AgentDao.class);
        Caller caller = desk.caller();
        Optional<SessionId> launched = caller.launched();
        if (launched.isPresent()) {
            return agents.findOpen(launched.get());
        }
        if (caller.session().isPresent()) {
            String id = caller.session().get();
            return Texts.isSession(id)
                    ? agents.findGiven(id).or(() -> agents.find(id))
                    : caller.process().flatMap(agents::findNameless);
        }
        return caller.process().flatMap(agents::findOpen).or(() -> findAround(desk));
    }

    /// The one that has opened the terminal in which somebody seems to be a person.
    private Optional<AgentSession> findAround(Desk desk) {
        AgentDao agents = desk.rows(AgentDao.class);
        return desk.caller().process().filter(shell -> desk.caller().standing() == Standing.OPERATOR).stream()
                .flatMap(shell -> processes.listLineage(shell).stream())
                .flatMap(above -> agents.findOpen(above).stream())
                .findFirst();
    }

    /// What an agent has is its own, and would belong to nobody under another name.
    private static void refuseHolder(AgentDao agents, AgentSession session) {
        if (agents.countHeld(session.agentSessionId()) > 0) {
            throw new KugetsuException(
                    Kind.CONFLICT,
                    "you are agent '" + session.agent() + "', and have locks, branches or tasks by that name",
                    "give them back first, or be another agent besides with an own --session");
        }
    }

    private static void refuseEnded(AgentSession session) {
        throw new KugetsuException(
                Kind.CONFLICT,
                "agent session '" + session.agentSessionId() + "' has ended ("
                        + session.endReason().orElse(EndReason.OTHER).name().toLowerCase(java.util.Locale.ROOT) + " at "
                        + session.endedAt().orElseThrow() + "), and stays ended",
                "start a new one with `kugetsu agent register --agent " + session.agent() + "` and another --session");
    }

    private Optional<ProcessIdentity> held(RegisterAgent request) {
        return request.holdForPid()
                .map(pid -> processes
                        .find(pid)
                        .orElseThrow(() -> new KugetsuException(
                                Kind.NOT_FOUND, "there is no process " + pid, "give the pid of one that runs")));
    }

    private String agent(Desk desk, RegisterAgent request, Optional<AgentSession> known) {
        AgentDao agents = desk.rows(AgentDao.class);
        if (request.agent().isEmpty()) {
            return known.map(AgentSession::agent).orElseGet(() -> {
                String name = AgentNames.next(random, agents::isKnown);
                agents.insertAgent(name, request.role(), desk.now());
                return name;
            });
        }
        String name = NameRule.agent(desk, request.agent().get());
        boolean isOurs = known.filter(session -> session.agent().equals(name)).isPresent();
        boolean isNew = agents.insertAgent(name, request.role(), desk.now());
        if (request.mustBeNew() && !isNew && !isOurs) {
            throw new KugetsuException(
                    Kind.CONFLICT,
                    "agent name '" + name + "' already taken",
                    "take another one and retry with --new, or leave --new out to go on as that agent");
        }
        return name;
    }

    private AgentSession session(Desk desk, RegisterAgent request, String agent, AgentFacts facts, Whereabouts place) {
        Optional<String> given = desk.caller().session().map(Texts::session);
        return new AgentSession(
                given.orElseGet(() -> ids.next(PREFIX)),
                given,
                agent,
                request.role(),
                desk.project(),
                Optional.empty(),
                facts,
                place.process(),
                place.watched(),
                desk.now(),
                desk.now(),
                Optional.empty(),
                Optional.empty());
    }
}
