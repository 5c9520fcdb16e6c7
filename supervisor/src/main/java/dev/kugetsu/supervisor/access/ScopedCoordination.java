package dev.kugetsu.supervisor.access;

import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination;
import dev.kugetsu.supervisor.coordination.Verb;

/// Coordination for the agent of a session: as that agent and nobody else, in the project of its session.
/// Every verb is open to it, because each decides by who asks.
record ScopedCoordination(Coordination coordination, Scope scope) implements Coordination {

    @Override
    public <Q extends Record, R> R perform(Verb<Q, R> verb, Q request, Caller caller, Mode mode) {
        return coordination.perform(verb, request, caller.asAgentOf(scope.self(), scope.project()), mode);
    }
}
