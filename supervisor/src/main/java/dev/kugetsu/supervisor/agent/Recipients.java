package dev.kugetsu.supervisor.agent;

import dev.kugetsu.supervisor.coordination.Presence;
import dev.kugetsu.supervisor.verb.Actor;
import dev.kugetsu.supervisor.verb.Desk;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds whom a message is for. Thread-safe.
public final class Recipients {

    /// Everybody who is here.
    public static final String ALL = "all";

    /// What we say things as ourselves with.
    static final String OURSELVES = "kugetsu";

    private final Presences presences;

    Recipients(Presences presences) {
        this.presences = presences;
    }

    /// Those who are meant.
    ///
    /// @param agents without the sender
    /// @param directed whether they are meant themselves, rather than everybody
    public record Meant(List<String> agents, boolean directed) {}

    /// Whom an agent's name, an agent session, a role or `all` means, the first of these that there is; empty
    /// when there is nothing of that name, or when it is ours, which nobody reads.
    public Optional<Meant> find(Desk desk, String text, Actor sender) {
        AgentDao agents = desk.rows(AgentDao.class);
        if (text.equals(ALL)) {
            return Optional.of(new Meant(without(listHere(desk, agents), sender), false));
        }
        if (text.equals(OURSELVES)) {
            return Optional.empty();
        }
        if (agents.isKnown(text)) {
            return Optional.of(new Meant(List.of(text), true));
        }
        if (NameRule.isReserved(text)) {
            return Optional.empty();
        }
        Optional<AgentSession> session = agents.find(text).or(() -> agents.findGiven(text));
        if (session.isPresent()) {
            return Optional.of(new Meant(List.of(session.get().agent()), true));
        }
        List<String> ofRole = agents.listOfRole(desk.project(), text);
        return ofRole.isEmpty() ? Optional.empty() : Optional.of(new Meant(without(ofRole, sender), true));
    }

    /// Those who are here: of the project, and heard of lately or provably alive, or the agents of sessions
    /// of ours that will have another turn.
    private List<String> listHere(Desk desk, AgentDao agents) {
        Set<String> here = agents.listOpen(desk.project()).stream()
                .filter(session -> !presences.of(session, desk).isAway())
                .map(AgentSession::agent)
                .collect(Collectors.toSet());
        here.addAll(agents.listOfLiveSessions(desk.project()));
        return here.stream().sorted().toList();
    }

    /// The agents of the project, for those who have mistaken a name.
    public List<String> listKnown(Desk desk) {
        return listHere(desk, desk.rows(AgentDao.class));
    }

    /// Whether an agent is there for a message; empty for one that comes back to it anyway: the person, and a
    /// session of ours that will have another turn.
    public Optional<Presence> presence(Desk desk, String agent) {
        boolean comesBack =
                agent.equals(Actor.OPERATOR) || desk.rows(AgentDao.class).isLiveSession(agent);
        Presence presence = presences.of(agent, desk);
        return comesBack && presence.isAway() ? Optional.empty() : Optional.of(presence);
    }

    /// The name in which we speak ourselves.
    public String ourselves(Desk desk) {
        desk.rows(AgentDao.class).insertAgent(OURSELVES, Optional.empty(), desk.now());
        return OURSELVES;
    }

    private static List<String> without(List<String> agents, Actor sender) {
        return agents.stream().filter(agent -> !agent.equals(sender.agent())).toList();
    }
}
