package dev.kugetsu.supervisor.agent;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.coordination.AgentVerbs.RegisterAgent;

/// What the agents of sessions of ours may not say of themselves.
final class LaunchedAgents {

    private LaunchedAgents() {}

    /// What a token proves is not to be talked away.
    static void requireSelf(SessionId self, RegisterAgent request) {
        if (request.agent().filter(name -> !name.equals(self.value())).isPresent()) {
            throw new KugetsuException(
                    Kind.CONFLICT,
                    "whoever has the token of session " + self + " is agent '" + self + "' and nobody else",
                    "leave --agent out");
        }
        if (request.holdForPid().isPresent()) {
            throw new KugetsuException(
                    Kind.CONFLICT,
                    "the agent of session " + self + " lives as long as its turn, and no other process says so",
                    "leave --hold-for-pid out");
        }
    }

    /// Agent sessions of sessions of ours begin and end with their turns.
    static KugetsuException betweenTurns(SessionId self) {
        return new KugetsuException(
                Kind.CONFLICT,
                "session " + self + " has no turn that runs, and its agent is only there in one",
                "repeat it in the next turn");
    }
}
