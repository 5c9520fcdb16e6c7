package dev.kugetsu.cli.command;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.TurnDisplay.PathNames;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.SessionRef;
import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;

/// What every command finds around it.
///
/// @param directory the absolute folder the user stands in
/// @param exit ends the process at once with that code
public record CommandContext(
        Host host,
        Console console,
        Map<String, String> environment,
        Path directory,
        InstantSource clock,
        IntConsumer exit) {

    public CommandContext {
        environment = Map.copyOf(environment);
    }

    /// Before a turn is handed over: starts the daemon if that is configured, and says what the user should
    /// know.
    void prepareDaemon() {
        host.daemon().prepare().forEach(notice -> shared().warn(notice.message(), notice.next()));
    }

    /// The supervisor for a command that looks at what runs, or ends it: an error in the configuration file
    /// is told and keeps nobody from that.
    Supervisor openDespiteFaults() {
        return host.openDespiteFaults(shared()::warnOfFault);
    }

    SessionRef session(String text) {
        return shared().session(text);
    }

    /// The session whose agent has called us, if it is one.
    Optional<SessionId> sender() {
        return Optional.ofNullable(environment.get("KUGETSU_SESSION_ID")).map(SessionId::new);
    }

    /// The folder that a user has named, or else the one the user stands in.
    Path directory(Optional<Path> named) {
        return directory.resolve(named.orElse(directory)).normalize();
    }

    /// The message for an agent that an argument stands for.
    String message(String argument) {
        return shared().message(argument);
    }

    /// For the commands that the daemon does for others too.
    public SharedContext shared() {
        return new SharedContext(new OpeningHost(this), console, environment, directory, clock);
    }

    /// Opens a supervisor for each call, in this very process.
    private record OpeningHost(CommandContext context) implements SharedHost {

        @Override
        public <T> T coordinate(Function<Coordination, T> work) {
            try (Supervisor supervisor = context.host.openForVerbs(context.shared()::warnOfFault)) {
                return work.apply(supervisor.coordination());
            }
        }

        @Override
        public <T> T look(Function<Supervisor, T> work) {
            try (Supervisor supervisor = context.openDespiteFaults()) {
                return work.apply(supervisor);
            }
        }

        @Override
        public Optional<ProcessIdentity> findCaller() {
            return context.host.findCaller();
        }

        @Override
        public Caller told(Caller caller, Map<String, String> environment) {
            return context.host.told(caller, environment);
        }
    }

    /// Writes `~` for the user's own folder.
    PathNames pathNames() {
        String home = environment.getOrDefault("HOME", "");
        return path -> {
            String text = path.toString();
            return !home.isEmpty() && text.startsWith(home + "/") ? "~" + text.substring(home.length()) : text;
        };
    }
}
