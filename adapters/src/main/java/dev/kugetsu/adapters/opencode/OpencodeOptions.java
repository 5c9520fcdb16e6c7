package dev.kugetsu.adapters.opencode;

import dev.kugetsu.adapters.process.ChildEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What the adapter has to know of this machine and its user.
///
/// @param program the program itself, or empty to search `PATH` for `opencode`
/// @param environment the user's, as far as it differs from ours; what may not pass to an agent, such as a
///   `GIT_DIR`, does not pass from here either
/// @param stateDirectory absolute; ours alone, made when it is missing; holds locks and half-made forks;
///   processes may share it, but one process has one adapter for it
/// @param commandDeadline how long a short command may take before it counts as hung
public record OpencodeOptions(
        Optional<Path> program, Map<String, String> environment, Path stateDirectory, Duration commandDeadline) {

    public OpencodeOptions {
        environment = Map.copyOf(environment);
    }

    /// What suits a user with opencode on the `PATH`.
    public static OpencodeOptions defaults(Path stateDirectory) {
        return new OpencodeOptions(Optional.empty(), Map.of(), stateDirectory, Duration.ofSeconds(60));
    }

    /// What opencode's processes are given of it, beyond what they inherit from us.
    Map<String, String> passing() {
        return ChildEnvironment.passing(environment);
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).or(() -> Optional.ofNullable(System.getenv(name)));
    }
}
