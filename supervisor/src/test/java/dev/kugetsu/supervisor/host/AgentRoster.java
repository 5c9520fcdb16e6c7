package dev.kugetsu.supervisor.host;

import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.AgentView;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ListAgents;
import dev.kugetsu.supervisor.coordination.AgentVerbs.RegisterAgent;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ShowAgent;
import dev.kugetsu.supervisor.coordination.Caller;
import java.util.List;
import java.util.Optional;

/// The agents of a repository, as anybody sees them.
record AgentRoster(World world) {

    static RegisterAgent named(String agent, String model) {
        return RegisterAgent.UNNAMED.named(agent).using(model);
    }

    AgentView register(String agent, String model, String session) {
        return world.perform(AgentVerbs.REGISTER, named(agent, model), world.caller(session));
    }

    AgentView show(String text) {
        return world.perform(AgentVerbs.SHOW, new ShowAgent(text), Caller.in(world.repository));
    }

    List<AgentView> list() {
        return world.perform(
                AgentVerbs.LIST, new ListAgents(false, false, Optional.empty()), Caller.in(world.repository));
    }
}
