package dev.kugetsu.supervisor.config;

import java.util.Map;
import java.util.Optional;

/// Everything that settings are taken from, the strongest first.
///
/// @param environment the variables of our own process
/// @param repository as of the commit that work starts from, never from a folder that an agent can write
public record Sources(
        Flags flags, Map<String, String> environment, Optional<RepositoryFile> repository, Optional<HomeFile> home) {

    public Sources {
        environment = Map.copyOf(environment);
    }

    /// Nothing but a repository's file.
    static Sources of(RepositoryFile repository) {
        return new Sources(Flags.NONE, Map.of(), Optional.of(repository), Optional.empty());
    }
}
