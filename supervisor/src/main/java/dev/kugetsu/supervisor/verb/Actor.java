package dev.kugetsu.supervisor.verb;

import dev.kugetsu.supervisor.coordination.Caller.Standing;
import java.util.Optional;

/// Who does something.
///
/// @param agentSession the running instance of the agent; empty for the operator, and for the agent of a
///   session of ours between two turns
public record Actor(String agent, Optional<String> agentSession, Standing standing) {

    /// The agent that stands for the person whose machine it is.
    public static final String OPERATOR = "operator";

    /// What an agent is called where it reads of itself.
    public static final String YOU = "you";

    /// Whether this is its own affair, or it may do it all the same.
    public boolean mayActFor(String owner) {
        return agent.equals(owner) || isOperator();
    }

    public boolean isOperator() {
        return standing == Standing.OPERATOR;
    }
}
