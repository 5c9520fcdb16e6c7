package dev.kugetsu.supervisor.agent;

import dev.kugetsu.supervisor.verb.Actor;
import dev.kugetsu.supervisor.verb.Desk;

/// Which agent sessions have still to be told how things stand: each when it begins, and again when its program says
/// that it begins anew.
public final class Welcomes {

    private Welcomes() {}

    /// Notes that it begins, within the caller's transaction.
    public static void expect(Desk desk, Actor actor) {
        actor.agentSession().ifPresent(desk.rows(AgentDao.class)::expectWelcome);
    }

    /// Whether it has still to be told, by whoever asks first; within the caller's transaction.
    public static boolean take(Desk desk, Actor actor) {
        return actor.agentSession()
                .filter(session -> desk.rows(AgentDao.class).welcome(session, desk.now()))
                .isPresent();
    }
}
