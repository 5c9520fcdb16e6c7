package dev.kugetsu.supervisor.budget;

import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.TurnId;

/// What one attempt of a turn has spent, as it is stored.
public record Spending(
        TurnId turnId,
        int attempt,
        SessionId sessionId,
        ProjectId projectId,
        String harness,
        long inputTokens,
        long outputTokens,
        long costNanoUsd) {}
