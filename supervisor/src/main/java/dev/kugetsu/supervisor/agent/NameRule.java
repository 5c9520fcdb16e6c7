package dev.kugetsu.supervisor.agent;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.verb.Actor;
import dev.kugetsu.supervisor.verb.Desk;
import dev.kugetsu.supervisor.verb.Texts;
import java.util.Set;

/// What agents and roles may be called.
final class NameRule {

    private static final Set<String> RESERVED = Set.of(Actor.OPERATOR, Actor.YOU, Recipients.ALL, Recipients.OURSELVES);

    private NameRule() {}

    /// Whether it means something else than an agent that anybody may be, or a role.
    static boolean isReserved(String name) {
        return RESERVED.contains(name);
    }

    /// The name that an agent gives itself.
    ///
    /// @throws KugetsuException `CONFLICT` when it is a session of ours, which only its own agent is
    static String agent(Desk desk, String text) {
        String name = Texts.name("an agent", text);
        if (isReserved(name)) {
            throw new KugetsuException(Kind.INVALID_INPUT, "'" + name + "' is nobody's name", "take another one");
        }
        if (isOfAnother(desk, name)) {
            throw new KugetsuException(
                    Kind.CONFLICT,
                    "'" + name + "' is the agent of a session of kugetsu's, and nobody else",
                    "take another name; `kugetsu message send --to " + name + "` tells it something");
        }
        return name;
    }

    /// What an agent says that it is here for.
    static String role(Desk desk, String text) {
        String role = Texts.name("a role", text);
        if (isReserved(role) || isOfAnother(desk, role)) {
            throw new KugetsuException(Kind.INVALID_INPUT, "'" + role + "' is nobody's role", "take another one");
        }
        return role;
    }

    private static boolean isOfAnother(Desk desk, String name) {
        boolean isOurs = desk.caller()
                .launched()
                .filter(self -> self.value().equals(name))
                .isPresent();
        return !isOurs && desk.rows(AgentDao.class).isSession(name);
    }
}
