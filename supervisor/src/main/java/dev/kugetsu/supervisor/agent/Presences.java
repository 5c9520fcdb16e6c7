package dev.kugetsu.supervisor.agent;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.Processes;
import dev.kugetsu.supervisor.coordination.AgentVerbs.EndReason;
import dev.kugetsu.supervisor.coordination.Presence;
import dev.kugetsu.supervisor.verb.Desk;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Tells who is there. Thread-safe.
public final class Presences {

    private final Processes processes;
    private final PresenceRule rule;

    public Presences(Processes processes, PresenceRule rule) {
        this.processes = processes;
        this.rule = rule;
    }

    /// Whether this instance is there.
    public Presence of(AgentSession session, Desk desk) {
        Optional<Liveness> life = session.watched()
                .map(processes::probe)
                .or(() -> session.process().map(process -> probe(session, process, desk)));
        return rule.of(session, life, desk.now());
    }

    /// Of several sessions in one program its life proves that of the one that was heard of last: nobody can
    /// tell which of the others are still wanted.
    private Liveness probe(AgentSession session, ProcessIdentity process, Desk desk) {
        Liveness liveness = processes.probe(process);
        boolean isProof = liveness != Liveness.ALIVE
                || desk.rows(AgentDao.class)
                        .findOpen(process)
                        .filter(latest -> !latest.agentSessionId().equals(session.agentSessionId()))
                        .isEmpty();
        return isProof ? liveness : Liveness.UNKNOWN;
    }

    /// Whether an agent is there with any of its instances.
    public Presence of(String agent, Desk desk) {
        return desk.rows(AgentDao.class).listOpenOf(agent).stream()
                .map(session -> of(session, desk))
                .min(Comparator.comparingInt(Presences::rank))
                .orElse(Presence.ENDED);
    }

    /// The process that lives as long as this instance does, if one is known.
    public Optional<ProcessIdentity> processOf(String agentSessionId, Desk desk) {
        return desk.rows(AgentDao.class).find(agentSessionId).flatMap(AgentSession::life);
    }

    /// Whether a living process proves that the agent is there, however silent it is.
    public boolean isProvenAlive(String agent, Desk desk) {
        return desk.rows(AgentDao.class).listOpenOf(agent).stream()
                .anyMatch(session -> session.life()
                                .filter(process -> processes.probe(process) == Liveness.ALIVE)
                                .isPresent()
                        && of(session, desk) == Presence.ACTIVE);
    }

    /// The open instances in the project, with those of which nothing is heard any more.
    public List<AgentSession> listOpen(Desk desk) {
        return desk.rows(AgentDao.class).listOpen(desk.project());
    }

    /// Ends an instance that is gone and has not said so.
    public void end(AgentSession session, Desk desk) {
        desk.rows(AgentDao.class).end(session.agentSessionId(), EndReason.CRASH, desk.now());
    }

    private static int rank(Presence presence) {
        return List.of(Presence.ACTIVE, Presence.STALE, Presence.OFFLINE, Presence.DEAD, Presence.ENDED)
                .indexOf(presence);
    }
}
