package dev.kugetsu.supervisor.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A harness that the user has described: any program, by the commands that drive it and by how its output is read.
///
/// @param commands the program and its arguments for each step; what the placeholders in them mean is the adapter's
/// @param paths where each field stands in a line of JSON; empty for plain text
/// @param environment added to what its processes inherit; may hold secrets, so it is never shown
public record DescribedHarness(
        String name,
        Optional<String> model,
        Map<Step, List<String>> commands,
        Output output,
        Map<Field, String> paths,
        Map<String, String> environment) {

    /// What a harness is asked to do.
    public enum Step {
        /// Say its version.
        VERSION,
        /// Make a base session by one turn.
        BASE,
        /// Make a session that has the history of another.
        FORK,
        /// Run the first turn of a session.
        START,
        /// Run a further turn of a session.
        CONTINUE,
        /// Delete a session.
        DELETE,
        /// List the sessions.
        LIST,
        /// Open an interface on a terminal.
        INTERACTIVE;

        /// The key in a configuration file.
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What a turn prints.
    public enum Output {
        /// The agent's answer and nothing else.
        TEXT,
        /// One JSON object per line.
        JSON_LINES;

        /// The value in a configuration file.
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// What can be found in a line of JSON.
    public enum Field {
        /// The harness session id.
        ID,
        TEXT,
        ERROR,
        INPUT_TOKENS,
        OUTPUT_TOKENS,
        COST_USD;

        /// The key in a configuration file.
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public DescribedHarness {
        commands = Map.copyOf(commands);
        paths = Map.copyOf(paths);
        environment = Map.copyOf(environment);
    }

    /// Does not show the environment.
    @Override
    public String toString() {
        return name;
    }
}
