package dev.kugetsu.supervisor.agent;

import dev.kugetsu.supervisor.IssueRef;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ClaimView;
import java.time.Instant;
import java.util.Optional;

/// A row of `agent_claims`.
record Claim(
        long claimId,
        String agentSessionId,
        String agent,
        IssueRef issueRef,
        Optional<String> prompt,
        Instant claimedAt,
        Optional<Instant> releasedAt) {

    ClaimView view(boolean created) {
        return new ClaimView(issueRef.toString(), prompt, claimedAt, releasedAt, agentSessionId, agent, created);
    }
}
