package dev.kugetsu.supervisor.agent;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.verb.Actor;
import dev.kugetsu.supervisor.verb.Texts;
import java.util.Set;

/// What agents and roles may be called.
final class NameRule {

    private static final Set<String> RESERVED = Set.of(Actor.OPERATOR, Recipients.ALL, Recipients.OURSELVES);

    private NameRule() {}

    /// Whether it means something else than an agent that anybody may be, or a role.
    static boolean isReserved(String name) {
        return RESERVED.contains(name);
    }

    /// The name that an agent gives itself.
    static String agent(String text) {
        String name = Texts.name("an agent", text);
        if (isReserved(name)) {
            throw new KugetsuException(Kind.INVALID_INPUT, "'" + name + "' is nobody's name", "take another one");
        }
        return name;
    }

    /// What an agent says that it is here for.
    static String role(String text) {
        String role = Texts.name("a role", text);
        if (isReserved(role)) {
            throw new KugetsuException(Kind.INVALID_INPUT, "'" + role + "' is nobody's role", "take another one");
        }
        return role;
    }
}
