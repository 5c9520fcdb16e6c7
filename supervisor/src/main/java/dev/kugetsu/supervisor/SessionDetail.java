package dev.kugetsu.supervisor;

import java.util.List;
import java.util.Optional;

/// Everything about one session.
///
/// @param baseCommit what its branch started from, as `name@commit`
/// @param history all its turns, the oldest first
/// @param usage of all turns together
public record SessionDetail(
        SessionView session,
        Optional<String> baseCommit,
        Optional<String> baseSession,
        Optional<String> model,
        List<String> permissions,
        TurnReport.UsageView usage,
        List<TurnView> history) {

    public SessionDetail {
        permissions = List.copyOf(permissions);
        history = List.copyOf(history);
    }
}
