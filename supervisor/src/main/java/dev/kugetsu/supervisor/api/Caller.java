package dev.kugetsu.supervisor.api;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.Supervisor;
import java.util.Optional;
import java.util.function.Function;

/// Finds the supervisor for whoever asks: the user's own, or one that does what the token of an agent permits.
///
/// @param scoped makes the supervisor for an agent's token; throws a [KugetsuException] when the token is not valid
record Caller(Supervisor supervisor, Function<String, Supervisor> scoped) {

    Supervisor of(Optional<String> agentToken) {
        try {
            return agentToken.map(scoped).orElse(supervisor);
        } catch (KugetsuException e) {
            throw Guard.unauthorized("the token is not valid, or not any more");
        }
    }
}
