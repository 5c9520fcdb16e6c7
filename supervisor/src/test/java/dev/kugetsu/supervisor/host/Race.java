package dev.kugetsu.supervisor.host;

import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.Verb;
import java.nio.file.Path;
import java.util.Map;

/// What several processes do at the same moment; made in each of them by its constructor without parameters.
@FunctionalInterface
interface Race {

    /// Runs once.
    ///
    /// @return what this racer has got
    /// @throws dev.kugetsu.supervisor.KugetsuException when another racer has got it; anything else is a crash
    String run(Lane lane) throws Exception;

    /// Where one racer runs.
    record Lane(int racer, Path home, Path repository) {

        /// Opens the home as a command does, also when it is not there yet.
        Supervisor open() {
            return LocalHost.open(Map.of(
                    "KUGETSU_HOME",
                    home.toString(),
                    "HOME",
                    home.resolveSibling("user").toString()));
        }

        /// Each racer is another agent.
        Caller caller() {
            return Caller.in(repository).asSession("racer-" + racer);
        }

        <Q extends Record, R> R perform(Verb<Q, R> verb, Q request) {
            try (Supervisor supervisor = open()) {
                return supervisor.coordination().perform(verb, request, caller(), Mode.COMMIT);
            }
        }
    }

    /// How one racer has arrived.
    sealed interface Finish {

        /// With what it wanted.
        record Won(String prize) implements Finish {}

        /// Without, and with a reason that names who has it.
        record Lost(dev.kugetsu.supervisor.KugetsuException.Kind kind, String message) implements Finish {}
    }
}
