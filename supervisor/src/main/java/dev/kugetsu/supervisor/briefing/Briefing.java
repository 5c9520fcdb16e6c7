package dev.kugetsu.supervisor.briefing;

import dev.kugetsu.supervisor.agent.AgentSession;
import dev.kugetsu.supervisor.agent.Presences;
import dev.kugetsu.supervisor.coordination.JournalVerbs.DecisionView;
import dev.kugetsu.supervisor.coordination.LockVerbs.LockView;
import dev.kugetsu.supervisor.coordination.Presence;
import dev.kugetsu.supervisor.coordination.StatusVerbs;
import dev.kugetsu.supervisor.coordination.StatusVerbs.LiveLock;
import dev.kugetsu.supervisor.coordination.StatusVerbs.OpenTask;
import dev.kugetsu.supervisor.coordination.StatusVerbs.PresentAgent;
import dev.kugetsu.supervisor.coordination.StatusVerbs.ReadStatus;
import dev.kugetsu.supervisor.coordination.StatusVerbs.ReservedBranch;
import dev.kugetsu.supervisor.coordination.StatusVerbs.StatusView;
import dev.kugetsu.supervisor.journal.Journal;
import dev.kugetsu.supervisor.lock.Locks;
import dev.kugetsu.supervisor.verb.Actor;
import dev.kugetsu.supervisor.verb.Desk;
import dev.kugetsu.supervisor.verb.Handlers;
import dev.kugetsu.supervisor.verb.VerbHandler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells all at one glance; only reads, and to look is no sign of life. Thread-safe.
public final class Briefing {

    private static final int MOST = 50;
    private static final int MOST_TASKS = 20;
    private static final int MOST_MESSAGES = 20;
    private static final int MOST_DECISIONS = 5;
    private static final int LONGEST_TEXT = 500;

    private final Presences presences;
    private final Locks locks;
    private final Journal journal;

    public Briefing(Presences presences, Locks locks, Journal journal) {
        this.presences = presences;
        this.locks = locks;
        this.journal = journal;
    }

    /// Has its verb done.
    public void serve(Handlers handlers) {
        handlers.with(StatusVerbs.STATUS, VerbHandler.reading(this::read));
    }

    /// All that there is to know for the caller, in the project of the transaction.
    private StatusView read(Desk desk, ReadStatus request) {
        BriefingDao rows = desk.rows(BriefingDao.class);
        Optional<String> you = desk.knownActor().map(Actor::agent);
        StatusView status = new StatusView(
                desk.project().value(),
                you,
                agents(desk),
                rows.listOpenTasks(desk.project(), MOST_TASKS).stream()
                        .map(row -> task(desk, row))
                        .toList(),
                rows.countOpenTasks(desk.project()),
                locks.list(desk, false).stream().limit(MOST).map(Briefing::lock).toList(),
                rows.listReservations(desk.project(), MOST).stream()
                        .map(row -> reservation(desk, row))
                        .toList(),
                you.map(agent -> rows.listUnread(agent, LONGEST_TEXT, MOST_MESSAGES))
                        .orElse(List.of()),
                you.map(rows::countUnread).orElse(0L),
                decisions(desk),
                Optional.empty());
        return request.compact() ? CompactBriefing.addTo(status) : status;
    }

    /// Those that are here, each once, however many instances of it there are; heard of last first.
    private List<PresentAgent> agents(Desk desk) {
        Map<String, PresentAgent> here = new LinkedHashMap<>();
        List<AgentSession> open = new ArrayList<>(presences.listOpen(desk));
        open.sort(Comparator.comparing(AgentSession::lastSeenAt).reversed());
        for (AgentSession session : open) {
            Presence presence = presences.of(session, desk);
            boolean isHere = presence == Presence.ACTIVE || presence == Presence.STALE;
            if (isHere && here.size() < MOST) {
                here.merge(
                        session.agent(),
                        agent(desk, session, presence),
                        (first, other) -> first.presence() == Presence.STALE ? other : first);
            }
        }
        return List.copyOf(here.values());
    }

    private static PresentAgent agent(Desk desk, AgentSession session, Presence presence) {
        return new PresentAgent(
                session.agent(),
                session.role(),
                presence,
                session.sessionId().map(Object::toString),
                session.facts().harness(),
                session.facts().branch(),
                session.lastSeenAt(),
                desk.rows(BriefingDao.class).listClaims(session.agent(), desk.project()));
    }

    private OpenTask task(Desk desk, BriefingDao.TaskRow row) {
        return new OpenTask(
                row.taskId(),
                row.title(),
                row.state(),
                row.priority(),
                row.owner(),
                row.owner().map(owner -> presence(desk, owner)),
                row.blockedReason());
    }

    private static LiveLock lock(LockView lock) {
        return new LiveLock(lock.kind(), lock.key(), lock.agent(), lock.reason(), lock.acquiredAt(), lock.expiresAt());
    }

    private ReservedBranch reservation(Desk desk, BriefingDao.ReservationRow row) {
        return new ReservedBranch(
                row.branch(),
                row.agent(),
                presence(desk, row.agent()),
                row.task(),
                row.readyAt().isPresent(),
                row.reservedAt());
    }

    private List<DecisionView> decisions(Desk desk) {
        return journal.listDecisions(desk, MOST_DECISIONS).stream()
                .map(decision -> new DecisionView(
                        decision.seq(),
                        decision.at(),
                        decision.agent(),
                        decision.agentSessionId(),
                        beginning(decision.text())))
                .toList();
    }

    private static String beginning(String text) {
        int length = text.codePointCount(0, text.length());
        return length <= LONGEST_TEXT ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT)) + "…";
    }

    /// The person in charge is always there.
    private Presence presence(Desk desk, String agent) {
        return agent.equals(Actor.OPERATOR) ? Presence.ACTIVE : presences.of(agent, desk);
    }
}
