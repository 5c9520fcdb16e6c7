package dev.kugetsu.supervisor.agent;

import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.supervisor.verb.Actor;
import dev.kugetsu.supervisor.verb.Desk;
import java.time.Clock;
import java.util.Optional;

/// Which agent sessions have still to be told how things stand: each when it begins, and again when its
/// program says that it begins anew. Thread-safe.
public final class Welcomes {

    private final Store store;
    private final Clock clock;

    public Welcomes(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /// Notes that it begins, within the caller's transaction.
    public void expect(Desk desk, Actor actor) {
        actor.agentSession().ifPresent(desk.rows(AgentDao.class)::expectWelcome);
    }

    /// The agent session of whoever has still to be told.
    public Optional<String> findDue(Desk desk, Actor actor) {
        return actor.agentSession().filter(desk.rows(AgentDao.class)::isUnwelcomed);
    }

    /// It has been told: call it only when that has left our hands.
    public void confirm(String agent, String agentSession) {
        store.write(handle -> {
            handle.attach(AgentDao.class).welcome(agentSession, agent, clock.instant());
            return true;
        });
    }
}
