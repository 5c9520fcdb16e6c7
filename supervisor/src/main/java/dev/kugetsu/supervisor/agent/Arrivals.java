package dev.kugetsu.supervisor.agent;

import dev.kugetsu.adapters.Liveness;
import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.Processes;
import dev.kugetsu.supervisor.coordination.AgentVerbs.EndReason;
import dev.kugetsu.supervisor.coordination.JournalKind;
import dev.kugetsu.supervisor.verb.Actor;
import dev.kugetsu.supervisor.verb.Desk;
import dev.kugetsu.supervisor.verb.Texts;
import java.util.Optional;

/// Agent sessions that begin, are heard of again, or come back. Thread-safe.
///
/// @param processes tells which programs are dead
record Arrivals(Processes processes) {

    /// Inserts a new one.
    AgentSession begin(Desk desk, AgentSession session) {
        AgentDao agents = desk.rows(AgentDao.class);
        agents.insert(session, desk.host());
        desk.record(
                new Actor(
                        session.agent(),
                        Optional.of(session.agentSessionId()),
                        desk.caller().standing()),
                JournalKind.AGENT_REGISTERED,
                Optional.empty(),
                session.facts().harness());
        return agents.find(session.agentSessionId()).orElseThrow();
    }

    /// Whoever was known by the program that calls alone has a name now, and goes on under it.
    Optional<AgentSession> nameNameless(Desk desk) {
        AgentDao agents = desk.rows(AgentDao.class);
        return desk.caller()
                .session()
                .map(Texts::session)
                .flatMap(name -> desk.caller()
                        .process()
                        .flatMap(agents::findNameless)
                        .flatMap(nameless -> {
                            desk.rows(SuccessionDao.class).name(nameless.agentSessionId(), name);
                            return agents.find(nameless.agentSessionId());
                        }));
    }

    /// Whoever was known by that program alone turns out to be one that we have known before: that has all of
    /// it from now on, and nobody was ever somebody else.
    void joinNameless(Desk desk, Optional<ProcessIdentity> process, AgentSession itself) {
        AgentDao agents = desk.rows(AgentDao.class);
        process.flatMap(agents::findNameless)
                .filter(nameless -> !nameless.agentSessionId().equals(itself.agentSessionId()))
                .ifPresent(nameless -> {
                    SuccessionDao rows = desk.rows(SuccessionDao.class);
                    rows.moveLocks(nameless.agentSessionId(), itself.agentSessionId(), itself.agent());
                    rows.moveReservations(nameless.agentSessionId(), itself.agentSessionId(), itself.agent());
                    rows.moveTasks(nameless.agentSessionId(), itself.agentSessionId(), itself.agent());
                    rows.moveWatch(nameless.agentSessionId(), itself.agentSessionId());
                    rows.moveClaims(nameless.agentSessionId(), itself.agentSessionId());
                    rows.copyPlaces(nameless.agentSessionId(), itself.agentSessionId());
                    agents.end(nameless.agentSessionId(), EndReason.CLEAR, desk.now());
                    rows.forgetSession(nameless.agentSessionId());
                    rows.moveDeliveries(nameless.agent(), itself.agent());
                    rows.forgetDeliveries(nameless.agent());
                    rows.forgetAgent(nameless.agent());
                });
    }

    /// Notes that it is here; one whose program is dead, or was never told, is in the program that it calls
    /// from. Whoever speaks is not dead: without a program it lives by being heard of.
    void touch(Desk desk, AgentSession session) {
        AgentDao agents = desk.rows(AgentDao.class);
        boolean isBereft = session.sessionId().isEmpty() && isDead(session.life());
        boolean isHomeless = session.process().isEmpty() || isDead(session.process());
        if (isBereft && isHomeless) {
            agents.forgetProcesses(session.agentSessionId());
        } else if (isBereft) {
            agents.stopWatching(session.agentSessionId());
        }
        Optional<ProcessIdentity> moved = desk.caller()
                .process()
                .filter(program -> isHomeless && (isBereft || session.life().isEmpty()));
        joinNameless(desk, moved, session);
        Optional<String> same = Optional.empty();
        agents.refresh(session.agentSessionId(), same, AgentFacts.NONE, moved, Optional.empty(), desk.now());
        agents.touchAgent(session.agent(), same, desk.now());
        notePlace(desk, session);
    }

    private boolean isDead(Optional<ProcessIdentity> process) {
        return process.filter(known -> processes.probe(known) == Liveness.DEAD).isPresent();
    }

    /// An agent may work in several projects, and is here in each.
    void notePlace(Desk desk, AgentSession session) {
        if (!session.projectId().equals(desk.project())) {
            desk.rows(AgentDao.class).insertPlace(session.agentSessionId(), desk.project());
        }
    }

    /// Begins anew what had ended: the same agent under the same name. Turns of ours do not come back so.
    void readmit(Desk desk, AgentSession ended) {
        if (ended.sessionId().isEmpty()) {
            joinNameless(desk, desk.caller().process(), begin(desk, again(desk, ended)));
        }
    }

    private static AgentSession again(Desk desk, AgentSession ended) {
        String name = ended.givenId().orElse(ended.agentSessionId());
        AgentDao agents = desk.rows(AgentDao.class);
        int next = 2;
        while (agents.find(name + "." + next).isPresent()) {
            next++;
        }
        return new AgentSession(
                name + "." + next,
                Optional.of(name),
                ended.agent(),
                ended.role(),
                desk.project(),
                Optional.empty(),
                ended.facts().runBy(desk.caller().harness()),
                desk.caller().process(),
                Optional.empty(),
                desk.now(),
                desk.now(),
                Optional.empty(),
                Optional.empty());
    }
}
