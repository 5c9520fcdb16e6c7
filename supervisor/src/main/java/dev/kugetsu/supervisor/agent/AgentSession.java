package dev.kugetsu.supervisor.agent;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.coordination.AgentVerbs.EndReason;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.mapper.Nested;

/// A row of `agent_sessions`: one running instance of an agent.
///
/// @param givenId what its harness or it itself calls it, if that says who it is
/// @param role of the agent
/// @param sessionId the session of ours whose turn it is
/// @param process the program that it is known by
/// @param watched the process that lives as long as it does, if that is another one
public record AgentSession(
        String agentSessionId,
        Optional<String> givenId,
        String agent,
        Optional<String> role,
        ProjectId projectId,
        Optional<SessionId> sessionId,
        @Nested AgentFacts facts,
        Optional<ProcessIdentity> process,
        Optional<ProcessIdentity> watched,
        Instant startedAt,
        Instant lastSeenAt,
        Optional<Instant> endedAt,
        Optional<EndReason> endReason) {

    /// The process that lives as long as it does.
    public Optional<ProcessIdentity> life() {
        return watched.or(() -> process);
    }

    boolean isEnded() {
        return endedAt.isPresent();
    }
}
