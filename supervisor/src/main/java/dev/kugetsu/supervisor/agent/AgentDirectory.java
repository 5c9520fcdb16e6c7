package dev.kugetsu.supervisor.agent;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.coordination.AgentVerbs.AgentView;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ListAgents;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ShowAgent;
import dev.kugetsu.supervisor.verb.Desk;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Shows who is here. Thread-safe.
final class AgentDirectory {

    private final Presences presences;

    AgentDirectory(Presences presences) {
        this.presences = presences;
    }

    List<AgentView> list(Desk desk, ListAgents request) {
        Instant since = request.since().map(desk.now()::minus).orElse(Instant.EPOCH);
        return desk
                .rows(AgentDao.class)
                .list(desk.host(), request.allProjects() ? Optional.empty() : Optional.of(desk.project()), since)
                .stream()
                .filter(session -> !request.active() || !session.isEnded())
                .map(session -> view(desk, session))
                .toList();
    }

    AgentView show(Desk desk, ShowAgent request) {
        AgentSession session = find(desk, request.agent());
        return view(desk, session, desk.rows(ClaimDao.class).listAll(session.agentSessionId()));
    }

    /// By its whole id, or the one that its harness has told, by its agent, whose newest one is meant, or by
    /// the beginning of an id.
    AgentSession find(Desk desk, String text) {
        AgentDao agents = desk.rows(AgentDao.class);
        return agents.find(text)
                .or(() -> agents.findGiven(text))
                .or(() -> agents.listOf(text).stream().findFirst())
                .orElseGet(() -> findByPrefix(agents, text));
    }

    private static AgentSession findByPrefix(AgentDao agents, String text) {
        List<AgentSession> found = text.isEmpty() ? List.of() : agents.listByPrefix(text, 5);
        if (found.size() > 1) {
            throw new KugetsuException(
                    Kind.CONFLICT,
                    "'" + text + "' is the beginning of several agent sessions: "
                            + String.join(
                                    ", ",
                                    found.stream()
                                            .map(AgentSession::agentSessionId)
                                            .toList()),
                    "give more characters or the whole id");
        }
        return found.stream()
                .findFirst()
                .orElseThrow(() -> new KugetsuException(
                        Kind.NOT_FOUND, "there is no agent '" + text + "'", "see them with `kugetsu agent list`"));
    }

    /// With its open claims.
    AgentView view(Desk desk, AgentSession session) {
        return view(desk, session, desk.rows(ClaimDao.class).listOpen(session.agentSessionId()));
    }

    private AgentView view(Desk desk, AgentSession session, List<Claim> claims) {
        return new AgentView(
                session.agentSessionId(),
                session.givenId(),
                session.agent(),
                session.role(),
                session.projectId().value(),
                session.sessionId().map(Object::toString),
                session.facts().harness(),
                session.facts().model(),
                session.facts().mode(),
                session.facts().host(),
                session.facts().branch(),
                session.life().map(ProcessIdentity::pid),
                presences.of(session, desk),
                session.startedAt(),
                session.lastSeenAt(),
                session.endedAt(),
                session.endReason(),
                claims.stream().map(claim -> claim.view(false)).toList());
    }
}
